// kube-core on its own.
pub use kube::core::*;
