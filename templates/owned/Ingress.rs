//! The Ingress of a resource.
use k8s_openapi::api::networking::v1::{
    Ingress, IngressBackend, IngressServiceBackend, IngressSpec, ServiceBackendPort,
};

use super::metadata;
use crate::crd::Resource;

pub fn desired(object: &Resource) -> Ingress {
    Ingress {
        metadata: metadata(object),
        spec: Some(IngressSpec {
            default_backend: Some(IngressBackend {
                service: Some(IngressServiceBackend {
                    name: metadata(object).name.unwrap_or_default(),
                    port: Some(ServiceBackendPort {
                        number: Some(80),
                        ..ServiceBackendPort::default()
                    }),
                }),
                ..IngressBackend::default()
            }),
            ..IngressSpec::default()
        }),
        ..Ingress::default()
    }
}
