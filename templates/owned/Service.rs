//! The Service of a resource.
use k8s_openapi::api::core::v1::{Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::Resource;
use crate::machinery::owned::{labels, metadata};

pub fn desired(object: &Resource) -> Service {
    Service {
        metadata: metadata(object),
        spec: Some(ServiceSpec {
            ports: Some(vec![ServicePort {
                name: Some("http".to_owned()),
                port: 80,
                target_port: Some(IntOrString::Int(8080)),
                ..ServicePort::default()
            }]),
            selector: Some(labels(object)),
            ..ServiceSpec::default()
        }),
        ..Service::default()
    }
}
