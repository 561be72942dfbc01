//! The status of a resource: computed from the outcome, written only when it changes.
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{Condition, Time};
use k8s_openapi::jiff::Timestamp;
use kube::api::{Patch, PatchParams};
use kube::{Api, Client, Resource as _, ResourceExt as _};
use serde_json::json;

use crate::NAME;
use crate::crd::{Resource, ResourceStatus};
use crate::error::{self, Error};

/// What the status of `object` is after an attempt: whether what it owns is applied, and whether the service outside
/// was reached.
pub fn after(
    object: &Resource,
    applied: &Result<(), Error>,
    reached: &Result<(), Error>,
) -> ResourceStatus {
    ResourceStatus {
        observed_generation: object.metadata.generation,
        conditions: vec![
            condition(object, "Ready", "Applied", applied),
            condition(object, "Reachable", "Answered", reached),
        ],
    }
}

/// One condition: true with the reason of success, or false with that of the failure.
fn condition(
    object: &Resource,
    type_: &str,
    success: &str,
    outcome: &Result<(), Error>,
) -> Condition {
    let (status, reason, message) = match outcome {
        Ok(()) => ("True", success, String::new()),
        Err(failure) => ("False", failure.reason(), error::chain(failure)),
    };
    Condition {
        type_: type_.to_owned(),
        status: status.to_owned(),
        reason: reason.to_owned(),
        message,
        observed_generation: object.metadata.generation,
        last_transition_time: since(object, type_, status),
    }
}

/// A condition keeps its time while its status stays: the time is that of the transition, not of the last look.
fn since(object: &Resource, type_: &str, status: &str) -> Time {
    let known = object.status.iter().flat_map(|status| &status.conditions);
    known
        .filter(|condition| condition.type_ == type_ && condition.status == status)
        .map(|condition| condition.last_transition_time.clone())
        .next()
        .unwrap_or_else(|| Time(Timestamp::now()))
}

/// Writes the status if it differs from what `object` has; says whether it did.
pub async fn save(
    object: &Resource,
    status: &ResourceStatus,
    client: &Client,
) -> Result<bool, Error> {
    if object.status.as_ref() == Some(status) {
        return Ok(false);
    }
    let namespace = object.namespace().unwrap_or_default();
    let api = Api::<Resource>::namespaced(client.clone(), &namespace);
    let patch = Patch::Apply(json!({
        "apiVersion": Resource::api_version(&()),
        "kind": Resource::kind(&()),
        "status": status,
    }));
    let params = PatchParams::apply(NAME).force();
    let written = api.patch_status(&object.name_any(), &params, &patch).await;
    written.map(|_| true).map_err(Error::Status)
}
