//! The ReplicaSet of a resource.
use k8s_openapi::api::apps::v1::{ReplicaSet, ReplicaSetSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::{selector, template};

pub fn desired(object: &Resource) -> ReplicaSet {
    ReplicaSet {
        metadata: metadata(object),
        spec: Some(ReplicaSetSpec {
            replicas: Some(1),
            selector: selector(labels(object)),
            template: Some(template(labels(object))),
            ..ReplicaSetSpec::default()
        }),
        ..ReplicaSet::default()
    }
}
