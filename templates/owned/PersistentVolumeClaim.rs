//! The PersistentVolumeClaim of a resource.
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> PersistentVolumeClaim {
    let storage = ("storage".to_owned(), Quantity("1Gi".to_owned()));
    PersistentVolumeClaim {
        metadata: metadata(object),
        spec: Some(PersistentVolumeClaimSpec {
            access_modes: Some(vec!["ReadWriteOnce".to_owned()]),
            resources: Some(VolumeResourceRequirements {
                requests: Some(BTreeMap::from([storage])),
                ..VolumeResourceRequirements::default()
            }),
            ..PersistentVolumeClaimSpec::default()
        }),
        ..PersistentVolumeClaim::default()
    }
}
