// kube-runtime on its own.
pub use kube::runtime::*;
