//! Logs as one JSON document a line, on standard output.
use tracing_subscriber::EnvFilter;

/// Starts logging. `RUST_LOG` takes a filter as tracing-subscriber has it; `LOG_LEVEL` a level for everything.
pub fn init() {
    let filter = EnvFilter::try_from_default_env()
        .or_else(|_| EnvFilter::try_from_env("LOG_LEVEL"))
        .unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .init();
}
