/** The first example of the playground: a controller with a permission of each kind. */
export const example = `use futures::StreamExt;
use k8s_openapi::api::{apps::v1::Deployment, core::v1::Secret};
use kube::{
    Api, Client, ResourceExt,
    api::{Patch, PatchParams},
    runtime::{controller::Action, watcher, Controller},
};
use std::{sync::Arc, time::Duration};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let client = Client::try_default().await?;
    let deployments: Api<Deployment> = Api::namespaced(client.clone(), "shop");
    Controller::new(deployments, watcher::Config::default())
        .run(reconcile, |_, _, _| Action::requeue(Duration::from_secs(60)), Arc::new(client))
        .for_each(|_| async {})
        .await;
    Ok(())
}

async fn reconcile(deployment: Arc<Deployment>, client: Arc<Client>) -> Result<Action, kube::Error> {
    let secrets: Api<Secret> = Api::namespaced(client.as_ref().clone(), "shop");
    let password = secrets.get("database").await?;
    let deployments: Api<Deployment> = Api::namespaced(client.as_ref().clone(), "shop");
    let patch = Patch::Merge(serde_json::json!({
        "metadata": { "annotations": { "secret": password.resource_version() } }
    }));
    deployments.patch(&deployment.name_any(), &PatchParams::default(), &patch).await?;
    Ok(Action::requeue(Duration::from_secs(300)))
}
`;
