//! Installs the CustomResourceDefinition, and updates it.
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use kube::api::{Patch, PatchParams};
use kube::{Api, Client, CustomResourceExt as _};

use crate::NAME;
use crate::crd::Resource;
use crate::machinery::cause;
use crate::machinery::reconnect::Reconnect;

#[derive(Debug, thiserror::Error)]
#[error("cannot install the CustomResourceDefinition {}", Resource::crd_name())]
pub struct InstallError(#[from] kube::Error);

/// Applies the definition of the one custom resource. By apply alone: RBAC can confine `create` to one name only
/// where the request names the object, which a POST does not.
pub async fn install(client: &Client) -> Result<(), InstallError> {
    let api = Api::<CustomResourceDefinition>::all(client.clone());
    let params = PatchParams::apply(NAME).force();
    let patch = Patch::Apply(Resource::crd());
    let mut pauses = Reconnect::default();
    loop {
        match api.patch(Resource::crd_name(), &params, &patch).await {
            Ok(_) => break,
            Err(failure) if is_final(&failure) => return Err(failure.into()),
            Err(failure) => {
                tracing::warn!(error = cause::chain(&failure), "cannot apply; trying again");
                tokio::time::sleep(pauses.next().unwrap_or_default()).await;
            }
        }
    }
    tracing::info!(definition = Resource::crd_name(), "applied");
    Ok(())
}

/// The API server has an answer, and will have no other: not allowed, or not valid.
fn is_final(failure: &kube::Error) -> bool {
    matches!(failure, kube::Error::Api(status) if (400..429).contains(&status.code))
}
