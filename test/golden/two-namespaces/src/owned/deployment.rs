//! The Deployment of a resource.
use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::{selector, template};

pub fn desired(object: &Resource) -> Deployment {
    Deployment {
        metadata: metadata(object),
        spec: Some(DeploymentSpec {
            // No replicas: there is one until a HorizontalPodAutoscaler or a user scales it.
            selector: selector(labels(object)),
            template: template(labels(object)),
            ..DeploymentSpec::default()
        }),
        ..Deployment::default()
    }
}
