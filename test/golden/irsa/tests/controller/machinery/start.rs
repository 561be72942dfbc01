//! What the controller does when it cannot start.
use super::world::{self, Controller};
use super::{installed, rbac};

#[tokio::test(start_paused = true)]
async fn without_its_definition_it_says_which_and_what_to_do() {
    let account = world::service_account("Deployment");
    let server = world::empty_server(rbac::grants(installed::objects(), &account));
    let error = Controller::start(&server).failure().await;
    assert!(error.contains(&world::crd_keys().remove(0).name), "{error}");
    assert!(
        error.contains("an administrator installs it with"),
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
