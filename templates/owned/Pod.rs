//! The Pod of a resource.
use k8s_openapi::api::core::v1::Pod;

use super::Resource;
use crate::machinery::owned::metadata;
use crate::workload::spec;

pub fn desired(object: &Resource) -> Pod {
    Pod {
        metadata: metadata(object),
        spec: Some(spec()),
        ..Pod::default()
    }
}
