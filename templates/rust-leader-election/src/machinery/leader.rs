//! Leader election: of all replicas only the holder of the Lease reconciles.
use std::sync::Arc;
use std::time::Duration;

use k8s_openapi::api::coordination::v1::Lease;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::MicroTime;
use k8s_openapi::jiff::Timestamp;
use kube::api::{Patch, PatchParams};
use kube::{Api, Client, Config};
use kube_lease_manager::{LeaseCreateMode, LeaseManager, LeaseManagerBuilder, LeaseManagerError};
use serde_json::json;
use tokio::task::JoinError;
use tokio::time::Instant;
use tokio_util::task::AbortOnDropHandle;

use crate::NAME;
use crate::machinery::cause;
use crate::machinery::settings::Settings;

/// Another replica takes over this long after the last renewal.
const DURATION: Duration = Duration::from_secs(30);
const RENEWAL: Duration = Duration::from_secs(8);
const RETRY: Duration = Duration::from_secs(2);
/// How long connecting, and an answer, may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// An attempt to renew has ended by then: a connection and two answers.
const ATTEMPT: Duration = Duration::from_secs(9);

#[derive(Debug, thiserror::Error)]
pub enum LeaderError {
    #[error(
        "cannot read the Lease {NAME} in {namespace}; was it installed with the rest? Argo CD leaves Leases out unless \
         resource.exclusions of argocd-cm says otherwise"
    )]
    Unreadable {
        namespace: String,
        source: LeaseManagerError,
    },
    #[error("another replica leads now")]
    Taken,
    #[error("cannot renew the Lease, so another replica may lead soon")]
    NotRenewed(#[source] kube::Error),
    #[error("nobody renews the Lease any more")]
    Panicked(#[source] JoinError),
}

/// A client for the Lease alone: an attempt to renew must fail before the Lease expires, never hang.
pub fn client(mut config: Config) -> kube::Result<Client> {
    config.connect_timeout = Some(PATIENCE);
    config.read_timeout = Some(PATIENCE);
    config.write_timeout = Some(PATIENCE);
    config.default_retry = false;
    Client::try_from(config)
}

#[derive(Clone)]
pub struct Candidate {
    /// Takes the Lease and gives it back.
    manager: Arc<LeaseManager>,
    leases: Api<Lease>,
    identity: String,
}

impl Candidate {
    /// The Lease is installed with the rest, so that no right to create Leases is needed.
    pub async fn new(client: Client, settings: &Settings) -> Result<Self, LeaderError> {
        let leases = Api::namespaced(client.clone(), &settings.pod_namespace);
        let manager = LeaseManagerBuilder::new(client, NAME)
            .with_namespace(&settings.pod_namespace)
            .with_identity(&settings.pod_name)
            .with_duration(DURATION.as_secs())
            .with_field_manager(NAME)
            .with_create_mode(LeaseCreateMode::UseExistent)
            .build();
        let unreadable = |source| LeaderError::Unreadable {
            namespace: settings.pod_namespace.clone(),
            source,
        };
        Ok(Self {
            manager: Arc::new(manager.await.map_err(unreadable)?),
            leases,
            identity: settings.pod_name.clone(),
        })
    }

    /// Returns when this replica leads.
    pub async fn elected(&self) {
        loop {
            let leads = self.manager.changed().await;
            match leads {
                Ok(true) => return,
                Ok(false) => (),
                Err(failure) => {
                    tracing::warn!(
                        error = cause::chain(&failure),
                        "cannot take the Lease; trying again"
                    );
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    /// Renews the Lease on its own task, so that a page that takes long to decode does not delay it.
    pub fn renewal(&self) -> AbortOnDropHandle<LeaderError> {
        let candidate = self.clone();
        AbortOnDropHandle::new(tokio::spawn(async move { candidate.deposed().await }))
    }

    /// Renews the Lease; returns when this replica must stop. A short absence of the API server, such as its restart, is
    /// waited for, but not longer than the Lease lasts: from its expiry on another replica reconciles the same objects.
    async fn deposed(&self) -> LeaderError {
        let mut renewed = Instant::now();
        let mut pause = RENEWAL;
        loop {
            tokio::time::sleep(pause).await;
            let asked = Instant::now();
            match self.renew().await {
                Ok(true) => (renewed, pause) = (asked, RENEWAL),
                Ok(false) => return LeaderError::Taken,
                Err(failure) if renewed.elapsed() + RETRY + ATTEMPT >= DURATION => {
                    return LeaderError::NotRenewed(failure);
                }
                Err(failure) => {
                    let reason = cause::chain(&failure);
                    tracing::warn!(error = reason, "cannot renew the Lease; trying again");
                    pause = RETRY;
                }
            }
        }
    }

    /// Renews the Lease once; says whether it was still this replica's.
    async fn renew(&self) -> kube::Result<bool> {
        let lease = self.leases.get(NAME).await?;
        let holder = lease.spec.and_then(|spec| spec.holder_identity);
        if holder.as_ref() != Some(&self.identity) {
            return Ok(false);
        }
        // With its version: a replica that took it in between keeps it.
        let renewal = json!({
            "metadata": { "resourceVersion": lease.metadata.resource_version },
            "spec": { "renewTime": MicroTime(Timestamp::now()) },
        });
        let params = PatchParams {
            field_manager: Some(NAME.to_owned()),
            ..PatchParams::default()
        };
        let patch = Patch::Merge(renewal);
        self.leases.patch(NAME, &params, &patch).await?;
        Ok(true)
    }

    /// Gives the Lease back, so that the next replica need not wait for it to expire.
    pub async fn resign(&self) {
        if let Err(failure) = self.manager.release().await {
            tracing::warn!(
                error = cause::chain(&failure),
                "cannot release the Lease; it expires"
            );
        }
    }
}
