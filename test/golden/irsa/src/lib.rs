//! The controller as a library, so that tests reach every part of it; main.rs only starts it.
pub mod access;
pub mod apply;
pub mod backoff;
pub mod cleanup;
pub mod context;
pub mod controller;
pub mod crd;
pub mod error;
pub mod events;
pub mod external;
pub mod health;
pub mod leader;
pub mod logging;
pub mod owned;
pub mod reconcile;
pub mod run;
pub mod server;
pub mod settings;
pub mod status;

/// The name under which the cluster knows this controller: in what it applies, in events, on its Lease.
pub const NAME: &str = "irsa";
