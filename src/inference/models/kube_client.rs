//! kube-client 0.38..6 as a direct dependency: the same as kube.
pub use kube::*;
pub use kube::{api, client, config, discovery, error};
