//! The ResourceQuota of a resource.
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{ResourceQuota, ResourceQuotaSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> ResourceQuota {
    let pods = ("pods".to_owned(), Quantity("100".to_owned()));
    ResourceQuota {
        metadata: metadata(object),
        spec: Some(ResourceQuotaSpec {
            hard: Some(BTreeMap::from([pods])),
            ..ResourceQuotaSpec::default()
        }),
        ..ResourceQuota::default()
    }
}
