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

#[tokio::test(start_paused = true)]
async fn a_namespace_without_access_leaves_the_others_alone_and_does_not_spin() {
    let server = world::server();
    let mut keys = world::keys();
    let denied = keys.remove(0);
    server.revoke(|grant| grant.namespace == denied.namespace);
    let controller = Controller::start(&server);
    keys.retain(|key| key.namespace != denied.namespace);
    for key in &keys {
        world::create(&server, key);
        world::until_ready(&server, key).await;
    }
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    controller.stop().await.unwrap();
    let asked = server.count("list", &denied.resource);
    assert!(asked < 60, "{asked} requests in a minute");
}
