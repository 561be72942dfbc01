//! From start to stop: check access, become leader, reconcile, end in time.
use std::sync::Arc;
use std::time::Duration;

use kube::{Client, Config};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::machinery::access::AccessError;
use crate::machinery::context::Context;
use crate::machinery::health::Health;
use crate::machinery::kinds;
use crate::machinery::leader::{self, Candidate, LeaderError};
use crate::machinery::metrics::Metrics;
use crate::machinery::server;
use crate::machinery::settings::Settings;

/// Why the controller cannot go on; the Pod restarts.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Leader(#[from] LeaderError),
    #[error("cannot serve HTTP")]
    Server(#[source] std::io::Error),
}

pub struct Clients {
    pub main: Client,
    pub lease: Client,
}

impl Clients {
    /// In a cluster from the Pod's ServiceAccount, elsewhere from KUBECONFIG.
    pub async fn from_environment() -> kube::Result<Self> {
        let config = Config::infer().await.map_err(kube::Error::InferConfig)?;
        Ok(Self {
            main: Client::try_from(config.clone())?,
            lease: leader::client(config)?,
        })
    }
}

/// Runs until `stop`, and then at most `settings.shutdown` longer.
pub async fn run(
    clients: Clients,
    settings: &Settings,
    stop: CancellationToken,
) -> Result<(), RunError> {
    let health = Arc::new(Health::new(&kinds::places(&settings.namespaces)));
    let metrics = Metrics::default();
    let router = server::router(Arc::clone(&health), metrics.clone());
    let listener = TcpListener::bind(settings.listen).await;
    let server = axum::serve(listener.map_err(RunError::Server)?, router).into_future();
    // On its own task: a probe must not wait until a long page is decoded.
    let server = AbortOnDropHandle::new(tokio::spawn(server));
    tokio::select! {
        result = work(clients, settings, health, metrics, &stop) => result,
        result = server => match result {
            Ok(ended) => ended.map_err(RunError::Server),
            Err(panicked) => Err(RunError::Server(panicked.into())),
        },
        () = deadline(&stop, settings.shutdown) => Ok(()),
    }
}

async fn work(
    clients: Clients,
    settings: &Settings,
    health: Arc<Health>,
    metrics: Metrics,
    stop: &CancellationToken,
) -> Result<(), RunError> {
    let client = clients.main;
    let watched = &settings.namespaces;
    let prepared = async {
        kinds::check(watched, &client, &health).await?;
        let candidate = Candidate::new(clients.lease, settings).await?;
        candidate.elected().await;
        Ok::<_, RunError>(candidate)
    };
    // A stop this early has nothing to finish.
    let outcome = stop.run_until_cancelled(prepared).await;
    let Some(candidate) = outcome.transpose()? else {
        return Ok(());
    };
    tracing::info!(?watched, "this replica leads and reconciles");
    metrics.leads();
    let context = Arc::new(Context::new(client, metrics));
    let work = kinds::run(watched, &context, &health, stop);
    let mut renewal = candidate.renewal();
    tokio::select! {
        () = work => (),
        reason = &mut renewal => return Err(reason.unwrap_or_else(LeaderError::Panicked).into()),
    }
    renewal.abort();
    // Nothing may take the Lease again once it is given back.
    if renewal.await.is_err() {
        candidate.resign().await;
    }
    Ok(())
}

/// A reconciliation that hangs must not keep the process until the kubelet kills it.
async fn deadline(stop: &CancellationToken, patience: Duration) {
    stop.cancelled().await;
    tokio::time::sleep(patience).await;
    tracing::warn!("not everything was finished in time");
}
