//! kube-client 0.38..6 on its own: the same as kube.
pub use kube::*;
pub use kube::{api, client, config, discovery, error};
