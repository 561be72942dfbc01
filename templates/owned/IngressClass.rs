//! The IngressClass of a resource.
use k8s_openapi::api::networking::v1::{IngressClass, IngressClassSpec};

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> IngressClass {
    IngressClass {
        metadata: metadata(object),
        spec: Some(IngressClassSpec {
            controller: Some("example.com/ingress".to_owned()),
            ..IngressClassSpec::default()
        }),
    }
}
