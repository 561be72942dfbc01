//! One reconciliation: apply, then say in the status and in events how it went.
use std::sync::Arc;
use std::time::Duration;

use kube::runtime::controller::Action;
use kube::runtime::finalizer::{self, finalizer};
use kube::{Api, ResourceExt as _};

use crate::cleanup::cleanup;
use crate::context::Context;
use crate::crd::Resource;
use crate::error::{self, Error};
use crate::events;
use crate::{owned, status};

/// What is outside the cluster cannot be watched, so it is asked this often.
const AGAIN: Duration = Duration::from_secs(300);

/// The mark that keeps a deleted resource until it was cleaned up.
const FINALIZER: &str = "example.dev/cleanup";

pub async fn reconcile(object: Arc<Resource>, context: Arc<Context>) -> Result<Action, Error> {
    let namespace = object.namespace().unwrap_or_default();
    let api = Api::<Resource>::namespaced(context.client.clone(), &namespace);
    let result = finalizer(&api, FINALIZER, object, |event| async {
        match event {
            finalizer::Event::Apply(object) => apply(&object, &context).await,
            finalizer::Event::Cleanup(object) => {
                cleanup(&object).await?;
                context.backoff.forget(&object);
                Ok(Action::await_change())
            }
        }
    });
    result.await.map_err(|failure| match failure {
        finalizer::Error::ApplyFailed(failure) | finalizer::Error::CleanupFailed(failure) => {
            failure
        }
        finalizer::Error::AddFinalizer(source) | finalizer::Error::RemoveFinalizer(source) => {
            Error::Finalizer(source)
        }
        finalizer::Error::UnnamedObject | finalizer::Error::InvalidFinalizer => Error::Unnamed,
    })
}

async fn apply(object: &Resource, context: &Context) -> Result<Action, Error> {
    let applied = owned::apply_all(object, &context.client).await;
    let reached = context.external.check().await.map_err(Error::from);
    let status = status::after(object, &applied, &reached);
    let outcome = applied.and(reached);
    let changed = status::save(object, &status, &context.client).await?;
    // Failures are told each time, successes when they change something.
    if changed || outcome.is_err() {
        events::publish(&context.recorder, object, &outcome).await;
    }
    outcome?;
    context.backoff.forget(object);
    Ok(Action::requeue(AGAIN))
}

/// When to try again what failed.
pub fn retry(object: Arc<Resource>, failure: &Error, context: Arc<Context>) -> Action {
    let delay = context.backoff.failed(&object);
    let (reason, retry_seconds) = (error::chain(failure), delay.as_secs());
    tracing::warn!(error = reason, retry_seconds, "a reconciliation failed");
    Action::requeue(delay)
}
