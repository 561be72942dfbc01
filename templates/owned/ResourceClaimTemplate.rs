//! The ResourceClaimTemplate of a resource.
use k8s_openapi::api::resource::v1::{
    DeviceClaim, DeviceRequest, ExactDeviceRequest, ResourceClaimSpec, ResourceClaimTemplate,
    ResourceClaimTemplateSpec,
};

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> ResourceClaimTemplate {
    let one = DeviceRequest {
        name: "device".to_owned(),
        exactly: Some(ExactDeviceRequest {
            device_class_name: "device.example.com".to_owned(),
            ..ExactDeviceRequest::default()
        }),
        ..DeviceRequest::default()
    };
    ResourceClaimTemplate {
        metadata: metadata(object),
        spec: ResourceClaimTemplateSpec {
            spec: ResourceClaimSpec {
                devices: Some(DeviceClaim {
                    requests: Some(vec![one]),
                    ..DeviceClaim::default()
                }),
            },
            ..ResourceClaimTemplateSpec::default()
        },
    }
}
