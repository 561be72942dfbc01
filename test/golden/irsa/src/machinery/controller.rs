//! One stream of reconciliations per kind and watched namespace, so that one that fails leaves the others alone.
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::future;
use futures::{FutureExt as _, StreamExt as _};
use kube::Api;
use kube::runtime::controller::{Config, Error as StreamError};
use kube::runtime::reflector::Store;
use kube::runtime::{Controller, watcher};
use tokio_util::sync::CancellationToken;

use crate::machinery::cause;
use crate::machinery::context::Context;
use crate::machinery::health::Health;
use crate::machinery::kind::{Kind, place};
use crate::machinery::reconcile::{reconcile, retry};
use crate::machinery::reconnect::Reconnect;

/// What a reconciliation writes comes back by several watches. Waiting for the last of them makes it one more
/// reconciliation, which finds nothing to do: sooner, it could see its object as it was and write the status twice.
const SETTLE: Duration = Duration::from_millis(200);

/// Without a bound, a start with thousands of resources asks for all at once: the API server answers 429, and what
/// waits is held in memory.
pub const AT_ONCE: u16 = 16;

/// Runs until `stop`, then until the running reconciliations are done.
pub async fn run<K: Kind>(
    namespaces: &[String],
    context: &Arc<Context>,
    health: &Health,
    stop: &CancellationToken,
) {
    let streams = namespaces
        .iter()
        .map(|namespace| run_in::<K>(namespace, context, health, stop));
    future::join_all(streams).await;
}

async fn run_in<K: Kind>(
    watched: &str,
    context: &Arc<Context>,
    health: &Health,
    stop: &CancellationToken,
) {
    let api = Api::<K>::namespaced(context.client.clone(), watched);
    let controller = Controller::new(api, watcher::Config::default())
        .with_config(Config::default().debounce(SETTLE).concurrency(AT_ONCE))
        .trigger_backoff(Reconnect::default());
    let controller = K::watched(controller, &context.client, watched);
    let place = place::<K>(watched);
    let store = controller.store();
    let reconciliations = controller
        .graceful_shutdown_on(stop.clone().cancelled_owned())
        .run(reconcile, retry, Arc::clone(context))
        .take_until(stopped_before_ready(store.clone(), stop.clone()));
    let mut reconciliations = pin!(reconciliations);
    let mut listed = pin!(store.wait_until_ready().fuse());
    loop {
        tokio::select! {
            ready = &mut listed => if ready.is_ok() {
                health.serving(&place);
            },
            result = reconciliations.next() => match result {
                Some(Err(StreamError::QueueError(failure))) => {
                    let reason = cause::chain(&failure);
                    tracing::warn!(place, error = reason, "a watch failed");
                    health.failing(&place, reason);
                }
                Some(_) => (),
                None => return,
            },
        }
    }
}

/// A Controller holds its graceful shutdown back until its first list has come, which may be never: when access
/// is denied. Nothing is being reconciled then, and its stream can be dropped.
async fn stopped_before_ready<K: Kind>(store: Store<K>, stop: CancellationToken) {
    stop.cancelled().await;
    if store.wait_until_ready().now_or_never().is_some() {
        future::pending().await
    }
}
