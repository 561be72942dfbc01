//! The custom resources of this controller: whatever the machinery does, it does for each of these.
use std::sync::Arc;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::runtime::Controller;
use kube::{Api, Client, CustomResourceExt as _, ResourceExt as _};
use tokio_util::sync::CancellationToken;

use crate::error::Error;
use crate::machinery::access::{self, AccessError};
use crate::machinery::context::Context;
use crate::machinery::controller;
use crate::machinery::health::Health;
use crate::machinery::kind::{Kind, place};
use crate::{crd, owned};

/// Every definition.
pub fn definitions() -> Vec<CustomResourceDefinition> {
    vec![
        crd::Resource::crd(),
    ]
}

/// The definitions as `just crd` writes them.
pub fn yaml() -> Result<String, serde_saphyr::ser::Error> {
    let mut texts = Vec::new();
    for definition in definitions() {
        // Folded strings would make the file depend on where a line breaks.
        let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
        texts.push(serde_saphyr::to_string_with_options(&definition, options)?);
    }
    Ok(texts.join("---\n"))
}

/// What must be served before the controller is ready.
pub fn places(namespaces: &[String]) -> Vec<String> {
    let mut places = Vec::new();
    for namespace in namespaces {
        places.push(place::<crd::Resource>(namespace));
    }
    places
}

/// Returns when objects of every kind can be listed.
pub async fn check(
    watched: &[String],
    client: &Client,
    health: &Health,
) -> Result<(), AccessError> {
    access::check::<crd::Resource>(watched, client, health).await?;
    Ok(())
}

/// Reconciles every kind until `stop`, then until the running reconciliations are done.
pub async fn run(
    watched: &[String],
    context: &Arc<Context>,
    health: &Health,
    stop: &CancellationToken,
) {
    tokio::join!(
        controller::run::<crd::Resource>(watched, context, health, stop),
    );
}

impl Kind for crd::Resource {
    type Status = crd::ResourceStatus;

    fn conditions(&self) -> &[Condition] {
        let status = self.status.as_ref();
        status.map_or(&[], |status| &status.conditions)
    }

    fn observed_generation(&self) -> Option<i64> {
        self.status.as_ref()?.observed_generation
    }

    fn new_status(observed_generation: Option<i64>, conditions: Vec<Condition>) -> Self::Status {
        #[allow(
            clippy::needless_update,
            reason = "a field of your own breaks nothing here"
        )]
        crd::ResourceStatus {
            observed_generation,
            conditions,
            ..crd::ResourceStatus::default()
        }
    }

    fn api(&self, client: &Client) -> Api<Self> {
        let namespace = self.namespace().unwrap_or_default();
        Api::namespaced(client.clone(), &namespace)
    }

    fn watched(controller: Controller<Self>, client: &Client, namespace: &str) -> Controller<Self> {
        owned::watched(controller, client, namespace)
    }

    async fn apply_all(&self, client: &Client) -> Result<(), Error> {
        owned::apply_all(self, client).await
    }
}
