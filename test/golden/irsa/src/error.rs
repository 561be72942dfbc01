//! Why a reconciliation failed. Your own reasons go here too.
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
    #[error("cannot clean up, so that the resource stays")]
    Cleanup(#[source] Box<Self>),
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
            Self::Cleanup(_) => "CleanupFailed",
            Self::Finalizer(_) | Self::Unnamed => "FinalizerFailed",
            Self::External(_) => "ExternalFailed",
        }
    }
}
