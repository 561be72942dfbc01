//! The status of a resource: computed from what was tried, written only when it changes.
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{Condition, Time};
use k8s_openapi::jiff::Timestamp;
use kube::api::{Patch, PatchParams};
use kube::{Client, ResourceExt as _};
use serde_json::json;

use crate::NAME;
use crate::error::Error;
use crate::machinery::cause;
use crate::machinery::kind::Kind;

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
    fn condition<K: Kind>(&self, object: &K) -> Condition {
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
            observed_generation: object.meta().generation,
            last_transition_time: unchanged.map_or_else(
                || Time(Timestamp::now()),
                |before| before.last_transition_time.clone(),
            ),
        }
    }
}

fn condition<'a, K: Kind>(object: &'a K, type_: &str) -> Option<&'a Condition> {
    let mut conditions = object.conditions().iter();
    conditions.find(|condition| condition.type_ == type_)
}

/// Writes the status if these attempts change it; says whether they did. It ignores conditions of other clients.
pub async fn save<K: Kind>(
    object: &K,
    attempts: &[Attempt<'_>],
    client: &Client,
) -> Result<bool, Error> {
    let conditions: Vec<_> = attempts.iter().map(|one| one.condition(object)).collect();
    let known = |new: &Condition| condition(object, &new.type_) == Some(new);
    if object.observed_generation() == object.meta().generation && conditions.iter().all(known) {
        return Ok(false);
    }
    let api = object.api(client);
    let patch = Patch::Apply(json!({
        "apiVersion": K::api_version(&()),
        "kind": K::kind(&()),
        "status": K::new_status(object.meta().generation, conditions),
    }));
    let params = PatchParams::apply(NAME).force();
    let written = api.patch_status(&object.name_any(), &params, &patch).await;
    written.map(|_| true).map_err(Error::Status)
}
