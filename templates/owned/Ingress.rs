//! The Ingress of a resource.
use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule,
    IngressServiceBackend, IngressSpec, ServiceBackendPort,
};
use kube::ResourceExt as _;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> Ingress {
    let service = IngressServiceBackend {
        name: metadata(object).name.unwrap_or_default(),
        port: Some(ServiceBackendPort {
            number: Some(80),
            ..ServiceBackendPort::default()
        }),
    };
    let path = HTTPIngressPath {
        backend: IngressBackend {
            service: Some(service),
            ..IngressBackend::default()
        },
        path: Some("/".to_owned()),
        path_type: "Prefix".to_owned(),
    };
    Ingress {
        metadata: metadata(object),
        spec: Some(IngressSpec {
            rules: Some(vec![IngressRule {
                host: Some(format!("{}.example.com", object.name_any())),
                http: Some(HTTPIngressRuleValue { paths: vec![path] }),
            }]),
            ..IngressSpec::default()
        }),
        ..Ingress::default()
    }
}
