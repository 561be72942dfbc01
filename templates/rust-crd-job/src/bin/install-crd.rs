//! Installs the CustomResourceDefinitions under a ServiceAccount that may do nothing else. A Job runs it.
use std::process::ExitCode;

use controller::machinery::{cause, kinds, logging};
use kube::Client;

#[tokio::main]
async fn main() -> ExitCode {
    logging::init();
    match install().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tracing::error!(
                error = cause::chain(failure.as_ref()),
                "nothing was installed"
            );
            ExitCode::FAILURE
        }
    }
}

async fn install() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::try_default().await?;
    Ok(kinds::install(&client).await?)
}
