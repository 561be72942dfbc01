//! kube-runtime 0.36..6 as a direct dependency.
pub use kube::runtime::*;
