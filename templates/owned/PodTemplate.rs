//! The PodTemplate of a resource.
use k8s_openapi::api::core::v1::PodTemplate;

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::template;

pub fn desired(object: &Resource) -> PodTemplate {
    PodTemplate {
        metadata: metadata(object),
        template: Some(template(labels(object))),
    }
}
