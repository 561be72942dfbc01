//! kube-runtime 0.36..6 on its own.
pub use kube::runtime::*;
