//! The LimitRange of a resource.
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{LimitRange, LimitRangeItem, LimitRangeSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> LimitRange {
    let cpu = ("cpu".to_owned(), Quantity("10m".to_owned()));
    LimitRange {
        metadata: metadata(object),
        spec: Some(LimitRangeSpec {
            limits: vec![LimitRangeItem {
                type_: "Container".to_owned(),
                default_request: Some(BTreeMap::from([cpu])),
                ..LimitRangeItem::default()
            }],
        }),
    }
}
