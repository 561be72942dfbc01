//! Runs the controller; src/machinery/start.rs has the details.
use std::process::ExitCode;

use controller::machinery::start::start;

// Two threads, whatever the CPU limit: with one, probes and the Lease would wait for the work.
#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    start().await
}
