//! The requirements of the machinery for a custom resource. `kinds.rs` meets them with the code next to this folder.
use std::fmt::Debug;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::core::NamespaceResourceScope;
use kube::runtime::Controller;
use kube::{Api, Client, CustomResourceExt, Resource};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Error;

pub trait Kind:
    Clone
    + CustomResourceExt
    + Debug
    + DeserializeOwned
    + Resource<DynamicType = (), Scope = NamespaceResourceScope>
    + Send
    + Serialize
    + Sync
    + 'static
{
    type Status: Serialize;

    /// The conditions of its status, and the generation that they are about.
    fn conditions(&self) -> &[Condition];
    fn observed_generation(&self) -> Option<i64>;

    /// A status that says this and nothing else.
    fn new_status(observed_generation: Option<i64>, conditions: Vec<Condition>) -> Self::Status;

    /// Requests where the object is.
    fn api(&self, client: &Client) -> Api<Self>;

    /// Maps a change of an owned object back to its owner.
    fn watched(controller: Controller<Self>, client: &Client, namespace: &str) -> Controller<Self>;

    /// Applies everything that it owns.
    fn apply_all(&self, client: &Client) -> impl Future<Output = Result<(), Error>> + Send;
}

/// The name of a watched kind in logs and in /readyz.
pub fn place<K: Kind>(watched: &str) -> String {
    format!("{} in {watched}", K::plural(&()))
}
