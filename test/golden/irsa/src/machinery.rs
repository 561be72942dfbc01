//! What every controller needs, and nobody has to read first: the loop, retries, status, health, the way to start and
//! to stop. Your own code is next to this folder.
pub mod access;
pub mod apply;
pub mod backoff;
pub mod cause;
pub mod context;
pub mod controller;
pub mod events;
pub mod health;
pub mod kind;
// One line per kind, however long its name.
#[rustfmt::skip]
pub mod kinds;
pub mod leader;
pub mod logging;
pub mod owned;
pub mod reconcile;
pub mod reconnect;
pub mod run;
pub mod server;
pub mod settings;
pub mod start;
pub mod status;
