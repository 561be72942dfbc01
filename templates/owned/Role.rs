//! The Role of a resource.
use k8s_openapi::api::rbac::v1::Role;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> Role {
    Role {
        metadata: metadata(object),
        // Empty, and kept so: with rules in it the controller would need each of these rights itself.
        rules: Some(Vec::new()),
    }
}
