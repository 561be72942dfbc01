//! Starts the controller and turns its outcome into an exit status.
use std::process::ExitCode;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::external::External;
use crate::machinery::run::{Clients, run};
use crate::machinery::settings::Settings;
use crate::machinery::{cause, logging};

/// A failure is logged.
pub async fn start() -> ExitCode {
    logging::init();
    match begin().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = cause::chain(error.as_ref()), "the controller stops");
            ExitCode::FAILURE
        }
    }
}

async fn begin() -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::from_env()?;
    let stop = stop_on_signal()?;
    let external = External::from_env()?;
    let clients = Clients::from_environment().await?;
    Ok(run(clients, external, &settings, stop).await?)
}

/// The kubelet sends SIGTERM, a terminal SIGINT.
fn stop_on_signal() -> std::io::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let token = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
        token.cancel();
    });
    Ok(stop)
}
