//! The status of a resource: computed from what was tried, written only when it changes.
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{Condition, Time};
use k8s_openapi::jiff::Timestamp;
use kube::api::{Patch, PatchParams};
use kube::{Api, Client, Resource as _, ResourceExt as _};
use serde_json::json;

use crate::NAME;
use crate::crd::{Resource, ResourceStatus};
use crate::error::Error;
use crate::machinery::cause;

/// Something that was tried: one condition of the status.
pub struct Attempt<'a> {
    type_: &'static str,
    /// The reason of the condition when it is true.
    success: &'static str,
    pub outcome: Result<(), &'a Error>,
}

impl<'a> Attempt<'a> {
    /// Whether everything that is owned is as it should be.
    pub fn ready<T>(outcome: &'a Result<T, Error>) -> Self {
        Self::of("Ready", "Applied", outcome)
    }

    /// Whether the service outside was reached.
    pub fn reachable(outcome: &'a Result<(), Error>) -> Self {
        Self::of("Reachable", "Answered", outcome)
    }

    fn of<T>(type_: &'static str, success: &'static str, outcome: &'a Result<T, Error>) -> Self {
        Self {
            type_,
            success,
            outcome: outcome.as_ref().map(|_| ()),
        }
    }

    /// True with the reason of success, or false with that of the failure.
    fn condition(&self, object: &Resource) -> Condition {
        let (status, reason, message) = match self.outcome {
            Ok(()) => ("True", self.success, String::new()),
            Err(failure) => ("False", failure.reason(), cause::chain(failure)),
        };
        let before = condition(object, self.type_);
        let unchanged = before.filter(|before| before.status == status);
        Condition {
            type_: self.type_.to_owned(),
            status: status.to_owned(),
            reason: reason.to_owned(),
            message,
            observed_generation: object.metadata.generation,
            last_transition_time: unchanged.map_or_else(
                || Time(Timestamp::now()),
                |before| before.last_transition_time.clone(),
            ),
        }
    }
}

fn condition<'a>(object: &'a Resource, type_: &str) -> Option<&'a Condition> {
    let status = object.status.as_ref()?;
    let mut conditions = status.conditions.iter();
    conditions.find(|condition| condition.type_ == type_)
}

/// Writes the status if these attempts change it; says whether they did. Conditions of others are not looked at.
pub async fn save(
    object: &Resource,
    attempts: &[Attempt<'_>],
    client: &Client,
) -> Result<bool, Error> {
    let conditions: Vec<_> = attempts.iter().map(|one| one.condition(object)).collect();
    let known = |new: &Condition| condition(object, &new.type_) == Some(new);
    let observed = object
        .status
        .as_ref()
        .and_then(|one| one.observed_generation);
    if observed == object.metadata.generation && conditions.iter().all(known) {
        return Ok(false);
    }
    let namespace = object.namespace().unwrap_or_default();
    let api = Api::<Resource>::namespaced(client.clone(), &namespace);
    #[allow(
        clippy::needless_update,
        reason = "a field of your own breaks nothing here"
    )]
    let status = ResourceStatus {
        observed_generation: object.metadata.generation,
        conditions,
        ..ResourceStatus::default()
    };
    let patch = Patch::Apply(json!({
        "apiVersion": Resource::api_version(&()),
        "kind": Resource::kind(&()),
        "status": status,
    }));
    let params = PatchParams::apply(NAME).force();
    let written = api.patch_status(&object.name_any(), &params, &patch).await;
    written.map(|_| true).map_err(Error::Status)
}
