//! The ResourceClaimTemplate of a resource.
use k8s_openapi::api::resource::v1::{ResourceClaimTemplate, ResourceClaimTemplateSpec};

use super::metadata;
use crate::crd::Resource;

pub fn desired(object: &Resource) -> ResourceClaimTemplate {
    ResourceClaimTemplate {
        metadata: metadata(object),
        spec: ResourceClaimTemplateSpec::default(),
    }
}
