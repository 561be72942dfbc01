//! The Secret of a resource.
use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1::Secret;

use super::metadata;
use crate::crd::Resource;

pub fn desired(object: &Resource) -> Secret {
    let message = ByteString(object.spec.message.clone().into_bytes());
    Secret {
        metadata: metadata(object),
        data: Some(BTreeMap::from([("message".to_owned(), message)])),
        ..Secret::default()
    }
}
