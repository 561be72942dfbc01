//! The Lease of a resource.
use k8s_openapi::api::coordination::v1::{Lease, LeaseSpec};

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> Lease {
    Lease {
        metadata: metadata(object),
        spec: Some(LeaseSpec::default()),
    }
}
