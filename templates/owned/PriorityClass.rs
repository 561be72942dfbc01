//! The PriorityClass of a resource.
use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> PriorityClass {
    PriorityClass {
        metadata: metadata(object),
        description: Some(object.spec.message.clone()),
        preemption_policy: Some("Never".to_owned()),
        value: 1000,
        ..PriorityClass::default()
    }
}
