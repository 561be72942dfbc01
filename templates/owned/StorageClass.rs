//! The StorageClass of a resource.
use k8s_openapi::api::storage::v1::StorageClass;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> StorageClass {
    StorageClass {
        metadata: metadata(object),
        provisioner: "kubernetes.io/no-provisioner".to_owned(),
        volume_binding_mode: Some("WaitForFirstConsumer".to_owned()),
        ..StorageClass::default()
    }
}
