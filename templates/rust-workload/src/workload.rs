//! The Pods of owned objects: Pod Security `restricted` admits them, and they have no access to the API server.
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    Capabilities, Container, PodSecurityContext, PodSpec, PodTemplateSpec, ResourceRequirements,
    SeccompProfile, SecurityContext,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

/// Does nothing, everywhere: put your own image here.
const IMAGE: &str = "registry.k8s.io/pause:3.10";

/// Pods that run until they are stopped.
pub fn template(labels: BTreeMap<String, String>) -> PodTemplateSpec {
    with(labels, spec())
}

/// Pods that end by themselves.
pub fn task_template(labels: BTreeMap<String, String>) -> PodTemplateSpec {
    // Makes this image print its version and end.
    let args = Some(vec!["-v".to_owned()]);
    let task = PodSpec {
        containers: vec![Container {
            args,
            ..container()
        }],
        restart_policy: Some("Never".to_owned()),
        ..spec()
    };
    with(labels, task)
}

pub fn selector(labels: BTreeMap<String, String>) -> LabelSelector {
    LabelSelector {
        match_labels: Some(labels),
        ..LabelSelector::default()
    }
}

pub fn spec() -> PodSpec {
    PodSpec {
        automount_service_account_token: Some(false),
        containers: vec![container()],
        enable_service_links: Some(false),
        security_context: Some(PodSecurityContext {
            run_as_group: Some(65532),
            run_as_non_root: Some(true),
            run_as_user: Some(65532),
            seccomp_profile: Some(SeccompProfile {
                type_: "RuntimeDefault".to_owned(),
                ..SeccompProfile::default()
            }),
            ..PodSecurityContext::default()
        }),
        ..PodSpec::default()
    }
}

fn with(labels: BTreeMap<String, String>, spec: PodSpec) -> PodTemplateSpec {
    PodTemplateSpec {
        metadata: Some(ObjectMeta {
            labels: Some(labels),
            ..ObjectMeta::default()
        }),
        spec: Some(spec),
    }
}

fn container() -> Container {
    Container {
        name: "main".to_owned(),
        image: Some(IMAGE.to_owned()),
        resources: Some(ResourceRequirements {
            limits: Some(quantities()),
            requests: Some(quantities()),
            ..ResourceRequirements::default()
        }),
        security_context: Some(SecurityContext {
            allow_privilege_escalation: Some(false),
            capabilities: Some(Capabilities {
                drop: Some(vec!["ALL".to_owned()]),
                ..Capabilities::default()
            }),
            read_only_root_filesystem: Some(true),
            ..SecurityContext::default()
        }),
        ..Container::default()
    }
}

fn quantities() -> BTreeMap<String, Quantity> {
    BTreeMap::from([
        ("cpu".to_owned(), Quantity("10m".to_owned())),
        ("memory".to_owned(), Quantity("16Mi".to_owned())),
    ])
}
