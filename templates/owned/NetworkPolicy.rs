//! The NetworkPolicy of a resource.
use k8s_openapi::api::networking::v1::{
    NetworkPolicy, NetworkPolicyIngressRule, NetworkPolicyPeer, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::Resource;
use crate::machinery::owned::{labels, metadata};

pub fn desired(object: &Resource) -> NetworkPolicy {
    let pods = LabelSelector {
        match_labels: Some(labels(object)),
        ..LabelSelector::default()
    };
    let peer = NetworkPolicyPeer {
        pod_selector: Some(pods.clone()),
        ..NetworkPolicyPeer::default()
    };
    // The Pods of the resource accept traffic only from each other. To accept none, leave the list of rules out:
    // with an empty one each apply counts as a change.
    let rule = NetworkPolicyIngressRule {
        from: Some(vec![peer]),
        ..NetworkPolicyIngressRule::default()
    };
    NetworkPolicy {
        metadata: metadata(object),
        spec: Some(NetworkPolicySpec {
            pod_selector: Some(pods),
            policy_types: Some(vec!["Ingress".to_owned()]),
            ingress: Some(vec![rule]),
            ..NetworkPolicySpec::default()
        }),
    }
}
