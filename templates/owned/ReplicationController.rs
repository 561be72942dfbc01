//! The ReplicationController of a resource.
use k8s_openapi::api::core::v1::{ReplicationController, ReplicationControllerSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::template;

pub fn desired(object: &Resource) -> ReplicationController {
    ReplicationController {
        metadata: metadata(object),
        spec: Some(ReplicationControllerSpec {
            replicas: Some(1),
            selector: Some(labels(object)),
            template: Some(template(labels(object))),
            ..ReplicationControllerSpec::default()
        }),
        ..ReplicationController::default()
    }
}
