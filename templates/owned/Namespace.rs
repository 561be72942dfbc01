//! The Namespace of a resource, in which only hardened Pods are admitted.
use k8s_openapi::api::core::v1::Namespace;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> Namespace {
    let mut metadata = metadata(object);
    let enforce = "pod-security.kubernetes.io/enforce".to_owned();
    let labels = metadata.labels.get_or_insert_default();
    labels.insert(enforce, "restricted".to_owned());
    Namespace {
        metadata,
        ..Namespace::default()
    }
}
