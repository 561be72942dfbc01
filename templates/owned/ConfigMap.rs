//! The ConfigMap of a resource.
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> ConfigMap {
    let message = object.spec.message.clone();
    ConfigMap {
        metadata: metadata(object),
        data: Some(BTreeMap::from([("message".to_owned(), message)])),
        ..ConfigMap::default()
    }
}
