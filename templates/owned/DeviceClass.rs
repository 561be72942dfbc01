//! The DeviceClass of a resource.
use k8s_openapi::api::resource::v1::{
    CELDeviceSelector, DeviceClass, DeviceClassSpec, DeviceSelector,
};

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> DeviceClass {
    let expression = "device.driver == 'driver.example.com'".to_owned();
    DeviceClass {
        metadata: metadata(object),
        spec: DeviceClassSpec {
            selectors: Some(vec![DeviceSelector {
                cel: Some(CELDeviceSelector { expression }),
            }]),
            ..DeviceClassSpec::default()
        },
    }
}
