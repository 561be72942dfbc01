//! Why a reconciliation failed. Your own reasons go here too.

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
}

impl Error {
    /// The reason of the condition and of the event: one CamelCase word.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Apply { .. } => "ApplyFailed",
            Self::Status(_) => "StatusFailed",
        }
    }
}
