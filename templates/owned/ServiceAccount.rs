//! The ServiceAccount of a resource.
use k8s_openapi::api::core::v1::ServiceAccount;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> ServiceAccount {
    ServiceAccount {
        metadata: metadata(object),
        automount_service_account_token: Some(false),
        ..ServiceAccount::default()
    }
}
