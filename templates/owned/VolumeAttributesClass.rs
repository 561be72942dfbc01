//! The VolumeAttributesClass of a resource.
use std::collections::BTreeMap;

use k8s_openapi::api::storage::v1::VolumeAttributesClass;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> VolumeAttributesClass {
    let iops = ("iops".to_owned(), "3000".to_owned());
    VolumeAttributesClass {
        metadata: metadata(object),
        driver_name: "csi.example.com".to_owned(),
        parameters: Some(BTreeMap::from([iops])),
    }
}
