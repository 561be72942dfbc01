//! The controller against an API server in memory that knows the installed RBAC. Your own tests go next to life.rs.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod external;
mod life;
mod machinery;
mod outside;

// By its name it comes first: what is missing is reported before all that follows from it.
#[path = "machinery/least_privilege.rs"]
mod least_privilege;

use machinery::world;
