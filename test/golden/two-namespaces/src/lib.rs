//! The controller as a library, so that tests reach every part of it; main.rs only starts it.
pub mod cleanup;
pub mod crd;
pub mod error;
pub mod machinery;
pub mod owned;
pub mod workload;

/// The name under which the cluster knows this controller: in what it applies, in events, on its Lease.
pub const NAME: &str = "two-namespaces";
