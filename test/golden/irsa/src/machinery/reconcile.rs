//! One reconciliation: apply or clean up, then say in the status and in events how it went.
use std::sync::Arc;
use std::time::Duration;

use kube::runtime::controller::Action;
use kube::runtime::finalizer::{self, finalizer};
use kube::{Api, ResourceExt as _};

use crate::cleanup::cleanup;
use crate::crd::Resource;
use crate::error::Error;
use crate::machinery::backoff::spread;
use crate::machinery::cause;
use crate::machinery::context::Context;
use crate::machinery::events;
use crate::machinery::status::{self, Attempt};
use crate::owned;

/// What is outside the cluster cannot be watched, so it is asked this often.
const AGAIN: Duration = Duration::from_secs(300);

/// The mark that keeps a deleted resource until it was cleaned up.
const FINALIZER: &str = "example.dev/cleanup";

pub async fn reconcile(object: Arc<Resource>, context: Arc<Context>) -> Result<Action, Error> {
    if let Some(wait) = context.backoff.wait(&object) {
        return Ok(Action::requeue(wait));
    }
    attempt(&object, &context).await
}

async fn attempt(object: &Arc<Resource>, context: &Context) -> Result<Action, Error> {
    let namespace = object.namespace().unwrap_or_default();
    let api = Api::<Resource>::namespaced(context.client.clone(), &namespace);
    let result = finalizer(&api, FINALIZER, Arc::clone(object), |event| async {
        match event {
            finalizer::Event::Apply(object) => apply(&object, context).await,
            finalizer::Event::Cleanup(object) => {
                cleanup(&object).await?;
                Ok(Action::await_change())
            }
        }
    });
    let failure = match result.await {
        Ok(action) => {
            if object.metadata.deletion_timestamp.is_some() {
                context.backoff.forget(object);
            }
            return Ok(action);
        }
        // It was told where it happened.
        Err(finalizer::Error::ApplyFailed(failure)) => return Err(failure),
        Err(finalizer::Error::CleanupFailed(failure)) => Error::Cleanup(Box::new(failure)),
        Err(finalizer::Error::AddFinalizer(source) | finalizer::Error::RemoveFinalizer(source)) => {
            Error::Finalizer(source)
        }
        Err(finalizer::Error::UnnamedObject | finalizer::Error::InvalidFinalizer) => Error::Unnamed,
    };
    let outcome = Err(failure);
    tell(object, &[Attempt::ready(&outcome)], context).await?;
    outcome
}

async fn apply(object: &Resource, context: &Context) -> Result<Action, Error> {
    let applied = owned::apply_all(object, &context.client).await;
    let reached = context.external.check().await.map_err(Error::from);
    let attempts = [Attempt::ready(&applied), Attempt::reachable(&reached)];
    tell(object, &attempts, context).await?;
    applied.and(reached)?;
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
