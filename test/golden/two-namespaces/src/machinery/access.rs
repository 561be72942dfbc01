//! The first requests: is the resource served, and may this ServiceAccount list it?
use std::time::Duration;

use kube::api::ListParams;
use kube::{Api, Client};
use tokio::time::Instant;

use crate::machinery::cause;
use crate::machinery::health::Health;
use crate::machinery::kind::{Kind, place};
use crate::machinery::reconnect::Reconnect;

#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    #[error(
        "the CustomResourceDefinition {0} is not installed; an administrator installs it with: \
         kubectl apply --server-side --kustomize deploy/crd"
    )]
    NoCrd(&'static str),
    #[error("access is denied; are the roles applied as they are? The API server says: {0}")]
    Denied(String),
}

/// Returns when objects of at least one namespace can be listed.
pub async fn check<K: Kind>(
    namespaces: &[String],
    client: &Client,
    health: &Health,
) -> Result<(), AccessError> {
    let mut denied = None;
    let mut granted = false;
    for namespace in namespaces {
        let api = Api::<K>::namespaced(client.clone(), namespace);
        let place = place::<K>(namespace);
        match check_one(&place, &api, health).await {
            Ok(()) => granted = true,
            Err(AccessError::Denied(reason)) => {
                tracing::error!(place, error = reason, "access is denied here");
                health.failing(&place, reason.clone());
                denied = Some(reason);
            }
            Err(failure) => return Err(failure),
        }
    }
    match denied {
        Some(reason) if !granted => Err(AccessError::Denied(reason)),
        _ => Ok(()),
    }
}

/// Lists one object. While the API server cannot be reached it waits and asks again: a restart of the Pod would
/// not help.
async fn check_one<K: Kind>(place: &str, api: &Api<K>, health: &Health) -> Result<(), AccessError> {
    let mut pauses = Reconnect::default();
    let started = Instant::now();
    loop {
        let failure = match api.list(&ListParams::default().limit(1)).await {
            Ok(_) => {
                health.serving(place);
                return Ok(());
            }
            Err(failure) => failure,
        };
        match &failure {
            kube::Error::Api(status) if status.code == 404 && started.elapsed() > INSTALLATION => {
                return Err(AccessError::NoCrd(K::crd_name()));
            }
            kube::Error::Api(status) if status.code == 403 => {
                return Err(AccessError::Denied(status.message.clone()));
            }
            _ => health.failing(place, cause::chain(&failure)),
        }
        let reason = cause::chain(&failure);
        tracing::warn!(place, error = reason, "cannot list; trying again");
        tokio::time::sleep(pauses.next().unwrap_or_default()).await;
    }
}

/// The API server serves a definition some seconds after it was installed.
const INSTALLATION: Duration = Duration::from_secs(60);
