//! Leader election: of all replicas only the holder of the Lease reconciles.
use std::sync::Arc;
use std::time::Duration;

use kube::{Client, Config};
use kube_lease_manager::{LeaseCreateMode, LeaseManager, LeaseManagerBuilder, LeaseManagerError};
use tokio::task::JoinError;
use tokio_util::task::AbortOnDropHandle;

use crate::NAME;
use crate::machinery::cause;
use crate::machinery::settings::Settings;

/// Another replica takes over this long after the last renewal.
const DURATION_SECONDS: u64 = 30;
/// The holder renews this long before that.
const GRACE_SECONDS: u64 = 15;
const RETRY: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub enum LeaderError {
    #[error(
        "cannot read the Lease {NAME} in {namespace}; is deploy/ applied as it is? Argo CD leaves Leases out unless \
         resource.exclusions of argocd-cm says otherwise"
    )]
    Unreadable {
        namespace: String,
        source: LeaseManagerError,
    },
    #[error("another replica leads now")]
    Taken,
    #[error("cannot renew the Lease, so another replica may lead soon")]
    NotRenewed(#[source] LeaseManagerError),
    #[error("nobody renews the Lease any more")]
    Panicked(#[source] JoinError),
}

/// A client for the Lease alone: an attempt to renew must fail before the Lease expires, never hang.
pub fn client(mut config: Config) -> kube::Result<Client> {
    let patience = Some(Duration::from_secs(3));
    config.connect_timeout = patience;
    config.read_timeout = patience;
    config.write_timeout = patience;
    config.default_retry = false;
    Client::try_from(config)
}

#[derive(Clone)]
pub struct Candidate(Arc<LeaseManager>);

impl Candidate {
    /// The Lease is part of deploy/, so that no right to create Leases is needed.
    pub async fn new(client: Client, settings: &Settings) -> Result<Self, LeaderError> {
        let manager = LeaseManagerBuilder::new(client, NAME)
            .with_namespace(&settings.pod_namespace)
            .with_identity(&settings.pod_name)
            .with_duration(DURATION_SECONDS)
            .with_grace(GRACE_SECONDS)
            .with_field_manager(NAME)
            .with_create_mode(LeaseCreateMode::UseExistent)
            .build();
        let unreadable = |source| LeaderError::Unreadable {
            namespace: settings.pod_namespace.clone(),
            source,
        };
        let manager = manager.await.map_err(unreadable)?;
        Ok(Self(Arc::new(manager)))
    }

    /// Returns when this replica leads.
    pub async fn elected(&self) {
        loop {
            let leads = self.0.changed().await;
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

    /// Renews the Lease on a task of its own, which no page that takes long to decode delays.
    pub fn renewal(&self) -> AbortOnDropHandle<LeaderError> {
        let candidate = self.clone();
        AbortOnDropHandle::new(tokio::spawn(async move { candidate.deposed().await }))
    }

    /// Renews the Lease; returns when this replica must stop at once. It cannot wait and hope: from the moment at
    /// which the Lease expires another replica reconciles the same objects.
    async fn deposed(&self) -> LeaderError {
        match self.0.changed().await {
            Ok(_) => LeaderError::Taken,
            Err(failure) => LeaderError::NotRenewed(failure),
        }
    }

    /// Gives the Lease back, so that the next replica need not wait for it to expire.
    pub async fn resign(&self) {
        if let Err(failure) = self.0.release().await {
            tracing::warn!(
                error = cause::chain(&failure),
                "cannot release the Lease; it expires"
            );
        }
    }
}
