//! The StatefulSet of a resource.
use k8s_openapi::api::apps::v1::{StatefulSet, StatefulSetSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::{selector, template};

pub fn desired(object: &Resource) -> StatefulSet {
    StatefulSet {
        metadata: metadata(object),
        spec: Some(StatefulSetSpec {
            replicas: Some(1),
            selector: selector(labels(object)),
            template: template(labels(object)),
            ..StatefulSetSpec::default()
        }),
        ..StatefulSet::default()
    }
}
