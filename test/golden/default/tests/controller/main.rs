//! The controller against an API server in memory that knows the RBAC of deploy/. Tests of your own go beside life.rs.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod least_privilege;
mod life;
mod machinery;

use machinery::world;
