//! The ServiceAccount of a resource.
use k8s_openapi::api::core::v1::ServiceAccount;

use super::metadata;
use crate::crd::Resource;

pub fn desired(object: &Resource) -> ServiceAccount {
    ServiceAccount {
        metadata: metadata(object),
        automount_service_account_token: Some(false),
        ..ServiceAccount::default()
    }
}
