//! The custom resource MyController: what users write, and what the controller answers.
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use serde::{Deserialize, Serialize};

/// What the user wants.
#[derive(Clone, CustomResource, Debug, Default, Deserialize, KubeSchema, PartialEq, Serialize)]
#[kube(
    group = "example.dev",
    version = "v1alpha1",
    kind = "MyController",
    singular = "mycontroller",
    plural = "mycontrollers",
    shortname = "mc",
    category = "all",
    namespaced,
    status = "ResourceStatus",
    derive = "Default",
    derive = "PartialEq",
    doc = "A resource of my-controller: A Kubernetes controller with the least privilege that its code needs",
    // The names of what it owns derive from its own, and those of a Service or a CronJob are short.
    validation = Rule::new("size(self.metadata.name) <= 31 && self.metadata.name.matches('^[a-z][-a-z0-9]*$')")
        .message("the name must have at most 31 characters, a letter first, then letters, digits and '-'"),
    printcolumn(name = "Ready", type_ = "string", json_path = r#".status.conditions[?(@.type=="Ready")].status"#),
    printcolumn(name = "Reason", type_ = "string", json_path = r#".status.conditions[?(@.type=="Ready")].reason"#),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp")
)]
#[serde(rename_all = "camelCase")]
pub struct ResourceSpec {
    /// What the owned objects carry.
    #[schemars(length(min = 1, max = 1024))]
    #[x_kube(validation = ("self.trim() == self", "must not start or end with white space"))]
    pub message: String,
}

/// What the controller last saw.
#[derive(Clone, Debug, Default, Deserialize, KubeSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceStatus {
    /// The generation of the spec that the conditions are about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,

    /// `Ready` says whether everything that is owned is as it should be.
    #[serde(default)]
    #[schemars(length(max = 8))]
    #[schemars(extend("x-kubernetes-list-type" = "map"))]
    #[schemars(extend("x-kubernetes-list-map-keys" = ["type"]))]
    pub conditions: Vec<Condition>,
}

/// The custom resource under the name by which the rest of the code knows it.
pub type Resource = MyController;
