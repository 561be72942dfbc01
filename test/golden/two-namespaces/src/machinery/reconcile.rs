//! One reconciliation: apply or clean up, then say in the status and in events how it went.
use std::sync::Arc;
use std::time::Duration;

use kube::runtime::controller::Action;
use kube::runtime::finalizer::{self, finalizer};

use crate::error::Error;
use crate::machinery::backoff::spread;
use crate::machinery::cause;
use crate::machinery::context::Context;
use crate::machinery::events;
use crate::machinery::kind::Kind;
use crate::machinery::status::{self, Attempt};

/// Changes arrive by watch; this only catches what no watch can tell.
const AGAIN: Duration = Duration::from_secs(3600);

/// The mark that keeps a deleted resource until it was cleaned up.
const FINALIZER: &str = "example.dev/cleanup";

pub async fn reconcile<K: Kind>(object: Arc<K>, context: Arc<Context>) -> Result<Action, Error> {
    context.metrics.queue.begin(object.meta());
    if let Some(wait) = context.backoff.wait(object.meta()) {
        return Ok(Action::requeue(wait));
    }
    let timer = context.metrics.reconciliation();
    let outcome = attempt(&object, &context).await;
    timer.end(outcome.is_ok());
    outcome
}

async fn attempt<K: Kind>(object: &Arc<K>, context: &Context) -> Result<Action, Error> {
    let api = object.api(&context.client);
    let result = finalizer(&api, FINALIZER, Arc::clone(object), |event| async {
        match event {
            finalizer::Event::Apply(object) => apply(&*object, context).await,
            finalizer::Event::Cleanup(object) => {
                object.cleanup().await?;
                Ok(Action::await_change())
            }
        }
    });
    let failure = match result.await {
        Ok(action) => {
            if object.meta().deletion_timestamp.is_some() {
                context.backoff.forget(object.meta());
            }
            return Ok(action);
        }
        // It was reported where it happened.
        Err(finalizer::Error::ApplyFailed(failure)) => return Err(failure),
        Err(finalizer::Error::CleanupFailed(failure)) => Error::Cleanup(Box::new(failure)),
        Err(finalizer::Error::AddFinalizer(source) | finalizer::Error::RemoveFinalizer(source)) => {
            Error::Finalizer(source)
        }
        Err(finalizer::Error::UnnamedObject | finalizer::Error::InvalidFinalizer) => Error::Unnamed,
    };
    let outcome = Err(failure);
    tell(&**object, &[Attempt::ready(&outcome)], context).await?;
    outcome
}

async fn apply<K: Kind>(object: &K, context: &Context) -> Result<Action, Error> {
    let applied = object.apply_all(&context.client).await;
    tell(object, &[Attempt::ready(&applied)], context).await?;
    applied?;
    context.backoff.forget(object.meta());
    Ok(Action::requeue(spread(AGAIN, object.meta())))
}

/// Puts what was tried into the status and the events. A failure to write the status matters only where nothing else failed.
async fn tell<K: Kind>(
    object: &K,
    attempts: &[Attempt<'_>],
    context: &Context,
) -> Result<(), Error> {
    let failure = attempts.iter().find_map(|attempt| attempt.outcome.err());
    let saved = status::save(object, attempts, &context.client).await;
    // Failures are reported each time, successes when they change something.
    if failure.is_some() || matches!(saved, Ok(true)) {
        events::publish(&context.recorder, object, failure).await;
    }
    match (saved, failure) {
        (Err(unsaved), Some(_)) => {
            tracing::warn!(error = cause::chain(&unsaved), "the failure stays untold");
            Ok(())
        }
        (saved, _) => saved.map(|_| ()),
    }
}

/// When to retry after a failure.
pub fn retry<K: Kind>(object: Arc<K>, failure: &Error, context: Arc<Context>) -> Action {
    let delay = context.backoff.failed(object.meta());
    let (reason, retry_seconds) = (cause::chain(failure), delay.as_secs());
    tracing::warn!(error = reason, retry_seconds, "a reconciliation failed");
    Action::requeue(delay)
}
