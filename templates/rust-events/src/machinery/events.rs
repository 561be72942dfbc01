//! Events: what `kubectl describe` shows of a resource.
use kube::runtime::events::{Event, EventType, Recorder};

use crate::error::Error;
use crate::machinery::cause;
use crate::machinery::kind::Kind;

/// Publishes how an attempt went. If an event cannot be written, this is logged and nothing fails.
pub async fn publish<K: Kind>(recorder: &Recorder, object: &K, failure: Option<&Error>) {
    let (type_, reason, note) = match failure {
        None => (
            EventType::Normal,
            "Applied",
            "applied everything that it owns".to_owned(),
        ),
        Some(failure) => (EventType::Warning, failure.reason(), cause::chain(failure)),
    };
    let event = Event {
        type_,
        reason: reason.to_owned(),
        note: Some(note.chars().take(LONGEST_NOTE).collect()),
        action: "Reconcile".to_owned(),
        secondary: None,
    };
    if let Err(failure) = recorder.publish(&event, &object.object_ref(&())).await {
        tracing::warn!(error = cause::chain(&failure), "cannot publish an event");
    }
}

/// The API server refuses a note of more than 1024 bytes; a character has up to four.
const LONGEST_NOTE: usize = 256;
