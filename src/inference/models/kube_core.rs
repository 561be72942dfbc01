//! kube-core 0.38..6 as a direct dependency.
pub use kube::core::*;
