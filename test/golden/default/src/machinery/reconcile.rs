//! One reconciliation: apply, then say in the status and in events how it went.
use std::sync::Arc;
use std::time::Duration;

use kube::runtime::controller::Action;

use crate::crd::Resource;
use crate::error::Error;
use crate::machinery::backoff::spread;
use crate::machinery::cause;
use crate::machinery::context::Context;
use crate::machinery::events;
use crate::machinery::status::{self, Attempt};
use crate::owned;

/// Changes arrive by watch; this only catches what no watch can tell.
const AGAIN: Duration = Duration::from_secs(3600);

pub async fn reconcile(object: Arc<Resource>, context: Arc<Context>) -> Result<Action, Error> {
    if let Some(wait) = context.backoff.wait(&object) {
        return Ok(Action::requeue(wait));
    }
    let timer = context.metrics.reconciliation();
    let outcome = attempt(&object, &context).await;
    timer.end(outcome.is_ok());
    outcome
}

async fn attempt(object: &Resource, context: &Context) -> Result<Action, Error> {
    if object.metadata.deletion_timestamp.is_some() {
        // What it owns goes with it: garbage collection follows the owner references.
        context.backoff.forget(object);
        return Ok(Action::await_change());
    }
    apply(object, context).await
}

async fn apply(object: &Resource, context: &Context) -> Result<Action, Error> {
    let applied = owned::apply_all(object, &context.client).await;
    tell(object, &[Attempt::ready(&applied)], context).await?;
    applied?;
    context.backoff.forget(object);
    Ok(Action::requeue(spread(AGAIN, object)))
}

/// Puts what was tried into the status and the events. That the status cannot be written matters only where nothing else failed.
async fn tell(object: &Resource, attempts: &[Attempt<'_>], context: &Context) -> Result<(), Error> {
    let failure = attempts.iter().find_map(|attempt| attempt.outcome.err());
    let saved = status::save(object, attempts, &context.client).await;
    // Failures are told each time, successes when they change something.
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

/// When to try again what failed.
pub fn retry(object: Arc<Resource>, failure: &Error, context: Arc<Context>) -> Action {
    let delay = context.backoff.failed(&object);
    let (reason, retry_seconds) = (cause::chain(failure), delay.as_secs());
    tracing::warn!(error = reason, retry_seconds, "a reconciliation failed");
    Action::requeue(delay)
}
