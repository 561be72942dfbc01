//! The DeviceClass of a resource.
use k8s_openapi::api::resource::v1::{DeviceClass, DeviceClassSpec};

use super::metadata;
use crate::crd::Resource;

pub fn desired(object: &Resource) -> DeviceClass {
    DeviceClass {
        metadata: metadata(object),
        spec: DeviceClassSpec::default(),
    }
}
