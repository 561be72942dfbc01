//! The controller against an API server in memory that knows the installed RBAC. Your own tests go next to life.rs.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod install_crd;
mod life;
mod machinery;

// By its name it comes first: what is missing is reported before all that follows from it.
#[path = "machinery/least_privilege.rs"]
mod least_privilege;

use machinery::world;
