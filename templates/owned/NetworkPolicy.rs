//! The NetworkPolicy of a resource.
use k8s_openapi::api::networking::v1::{NetworkPolicy, NetworkPolicySpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::metadata;
use crate::crd::Resource;

pub fn desired(object: &Resource) -> NetworkPolicy {
    NetworkPolicy {
        metadata: metadata(object),
        spec: Some(NetworkPolicySpec {
            // Selects every Pod and allows nothing.
            pod_selector: Some(LabelSelector::default()),
            policy_types: Some(vec!["Ingress".to_owned(), "Egress".to_owned()]),
            ..NetworkPolicySpec::default()
        }),
    }
}
