//! The PersistentVolume of a resource.
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{NFSVolumeSource, PersistentVolume, PersistentVolumeSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> PersistentVolume {
    let storage = ("storage".to_owned(), Quantity("1Gi".to_owned()));
    PersistentVolume {
        metadata: metadata(object),
        spec: Some(PersistentVolumeSpec {
            access_modes: Some(vec!["ReadOnlyMany".to_owned()]),
            capacity: Some(BTreeMap::from([storage])),
            nfs: Some(NFSVolumeSource {
                server: "nfs.example.com".to_owned(),
                path: "/export".to_owned(),
                read_only: Some(true),
            }),
            // Only a claim that asks for this class gets it.
            storage_class_name: metadata(object).name,
            ..PersistentVolumeSpec::default()
        }),
        ..PersistentVolume::default()
    }
}
