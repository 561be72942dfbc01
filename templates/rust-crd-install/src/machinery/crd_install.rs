//! Installs the CustomResourceDefinition, and updates it.
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use kube::api::{Patch, PatchParams};
use kube::{Api, Client};

use crate::NAME;
use crate::machinery::cause;
use crate::machinery::kind::Kind;
use crate::machinery::reconnect::Reconnect;

#[derive(Debug, thiserror::Error)]
#[error("cannot install the CustomResourceDefinition {0}")]
pub struct InstallError(&'static str, #[source] kube::Error);

/// Applies the definition of one kind. By apply alone: RBAC can confine `create` to one name only
/// where the request names the object, which a POST does not.
pub async fn install<K: Kind>(client: &Client) -> Result<(), InstallError> {
    let api = Api::<CustomResourceDefinition>::all(client.clone());
    let params = PatchParams::apply(NAME).force();
    let patch = Patch::Apply(K::crd());
    let mut pauses = Reconnect::default();
    loop {
        match api.patch(K::crd_name(), &params, &patch).await {
            Ok(_) => break,
            Err(failure) if is_final(&failure) => {
                return Err(InstallError(K::crd_name(), failure));
            }
            Err(failure) => {
                tracing::warn!(error = cause::chain(&failure), "cannot apply; trying again");
                tokio::time::sleep(pauses.next().unwrap_or_default()).await;
            }
        }
    }
    tracing::info!(definition = K::crd_name(), "applied");
    Ok(())
}

/// The API server gave a final answer: not allowed, or not valid.
fn is_final(failure: &kube::Error) -> bool {
    matches!(failure, kube::Error::Api(status) if (400..429).contains(&status.code))
}
