//! The controller as a library, so that tests reach every part of it; main.rs only starts it.
pub mod crd;
pub mod error;
pub mod machinery;
pub mod owned;

/// The name under which the cluster knows this controller: in what it applies, in events, on its Lease.
pub const NAME: &str = "my-controller";
