// kube-client on its own: the same as kube.
pub use kube::*;
pub use kube::{api, client, config, discovery, error};
