//! The Secret of a resource: empty, because anyone who can read the resource can read its spec.
use k8s_openapi::api::core::v1::Secret;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> Secret {
    Secret {
        metadata: metadata(object),
        type_: Some("Opaque".to_owned()),
        ..Secret::default()
    }
}
