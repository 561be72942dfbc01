//! The RuntimeClass of a resource.
use k8s_openapi::api::node::v1::RuntimeClass;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> RuntimeClass {
    RuntimeClass {
        metadata: metadata(object),
        handler: "runc".to_owned(),
        ..RuntimeClass::default()
    }
}
