//! Why a reconciliation failed, and how an error is told.
use std::error::Error as StdError;

use crate::external::ExternalError;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot apply {kind} {name}")]
    Apply {
        kind: String,
        name: String,
        source: kube::Error,
    },
    #[error("cannot write the status")]
    Status(#[source] kube::Error),
    #[error("cannot add or remove the finalizer")]
    Finalizer(#[source] kube::Error),
    #[error("the resource has no name")]
    Unnamed,
    #[error(transparent)]
    External(#[from] ExternalError),
}

impl Error {
    /// The reason of the condition and of the event: one CamelCase word.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Apply { .. } => "ApplyFailed",
            Self::Status(_) => "StatusFailed",
            Self::Finalizer(_) | Self::Unnamed => "FinalizerFailed",
            Self::External(_) => "ExternalFailed",
        }
    }
}

/// An error and its causes on one line.
pub fn chain(error: &(dyn StdError + 'static)) -> String {
    match error.source() {
        _ if error.is::<kube::Error>() => message(error),
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

/// The API server's own words, without the debug output that kube adds to them.
fn message(error: &(dyn StdError + 'static)) -> String {
    match error.downcast_ref() {
        Some(kube::Error::Api(status)) if !status.message.is_empty() => status.message.clone(),
        _ => error.to_string(),
    }
}
