//! The controller against an API server in memory that enforces the RBAC of deploy/.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod api_server;
mod crd;
mod external;
mod leader;
mod least_privilege;
mod life;
mod outside;
mod patch;
mod rbac;
mod server;
mod start;
mod stop;
mod world;
