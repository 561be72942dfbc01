//! What the controller does when it cannot start.
use super::rbac;
use super::world::{self, Controller};

#[tokio::test(start_paused = true)]
async fn without_its_definition_it_says_which_and_what_to_do() {
    let account = world::service_account("Deployment");
    let server = world::empty_server(rbac::grants(world::deploy(), &account));
    let error = Controller::start(&server).failure().await;
    assert!(error.contains(&world::crd_keys().remove(0).name), "{error}");
    assert!(
        error.contains("kubectl apply --server-side --kustomize deploy/crd"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn without_any_access_it_says_which_and_ends() {
    let server = world::server();
    server.revoke(|grant| grant.verb == "list");
    let error = Controller::start(&server).failure().await;
    let resource = world::keys().remove(0).resource;
    assert!(
        error.contains(&format!("cannot list {resource}")),
        "{error}"
    );
}
