//! The DaemonSet of a resource.
use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::{selector, template};

pub fn desired(object: &Resource) -> DaemonSet {
    DaemonSet {
        metadata: metadata(object),
        spec: Some(DaemonSetSpec {
            selector: selector(labels(object)),
            template: template(labels(object)),
            ..DaemonSetSpec::default()
        }),
        ..DaemonSet::default()
    }
}
