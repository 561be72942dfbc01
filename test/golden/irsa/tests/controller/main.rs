//! The controller against an API server in memory that knows the RBAC that is installed. Tests of your own go beside life.rs.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod external;
mod life;
mod machinery;
mod outside;

// By its name it comes first: what is missing is told before all that follows from it.
#[path = "machinery/least_privilege.rs"]
mod least_privilege;

use machinery::world;
