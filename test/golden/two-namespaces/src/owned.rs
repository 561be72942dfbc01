//! The objects that the controller maintains for each resource: one module per kind, with the desired object.
pub mod config_map;
pub mod deployment;
pub mod service;

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::api::core::v1::Service;
use kube::runtime::Controller;
use kube::{Api, Client, ResourceExt as _};

use crate::crd::Resource;
use crate::error::Error;
use crate::machinery::apply::apply;
use crate::machinery::owned::made_here;

/// Maps a change of an owned object in `namespace` back to its owner.
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
