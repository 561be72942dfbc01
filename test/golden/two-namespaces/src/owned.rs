//! What the controller keeps for each resource: one module a kind, with the object that is desired.
pub mod config_map;
pub mod deployment;
pub mod service;

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::api::core::v1::Service;
use kube::api::ObjectMeta;
use kube::runtime::{Controller, watcher};
use kube::{Api, Client, Resource as _, ResourceExt as _};

use crate::NAME;
use crate::crd::Resource;
use crate::error::Error;
use crate::machinery::apply::apply;

/// Lets a change of what is owned in `namespace` lead back to its owner.
pub fn watched(
    mut controller: Controller<Resource>,
    client: &Client,
    namespace: &str,
) -> Controller<Resource> {
    let watch = Api::<Deployment>::namespaced(client.clone(), namespace);
    controller = controller.owns(watch, made_here());
    let watch = Api::<Service>::namespaced(client.clone(), namespace);
    controller = controller.owns(watch, made_here());
    let watch = Api::<ConfigMap>::namespaced(client.clone(), namespace);
    controller = controller.owns(watch, made_here());
    controller
}

/// Of what it made, not of everybody's: the label is that of `labels`. kube asks for the metadata alone.
fn made_here() -> watcher::Config {
    watcher::Config::default().labels(&format!("{MANAGED_BY}={NAME}"))
}

/// Applies everything that `object` owns, in this order.
pub async fn apply_all(object: &Resource, client: &Client) -> Result<(), Error> {
    let namespace = &object.namespace().unwrap_or_default();
    let api = Api::<Deployment>::namespaced(client.clone(), namespace);
    apply(&api, &deployment::desired(object)).await?;
    let api = Api::<Service>::namespaced(client.clone(), namespace);
    apply(&api, &service::desired(object)).await?;
    let api = Api::<ConfigMap>::namespaced(client.clone(), namespace);
    apply(&api, &config_map::desired(object)).await?;
    Ok(())
}

/// Name, labels and owner of an object that `object` owns.
///
/// The suffix keeps the controller away from objects of others: whoever may create a resource called `config`
/// must not thereby overwrite an object called `config`.
fn metadata(object: &Resource) -> ObjectMeta {
    ObjectMeta {
        name: Some(format!("{}-{SUFFIX}", object.name_any())),
        labels: Some(labels(object)),
        owner_references: Some(Vec::from_iter(object.controller_owner_ref(&()))),
        ..ObjectMeta::default()
    }
}

const MANAGED_BY: &str = "app.kubernetes.io/managed-by";
const SUFFIX: &str = "document";

/// The labels of everything that `object` owns; what selects Pods uses them too.
fn labels(object: &Resource) -> BTreeMap<String, String> {
    BTreeMap::from([
        (MANAGED_BY.to_owned(), NAME.to_owned()),
        ("app.kubernetes.io/instance".to_owned(), object.name_any()),
    ])
}
