//! kube-core 0.38..6 on its own.
pub use kube::core::*;
