//! deploy/ grants what the controller needs, and nothing more.
use crate::api_server::{ApiServer, Fault};
use crate::rbac;
use crate::world::{self, Controller};

/// A whole life: everything that the controller ever asks of the API server.
async fn live(server: &ApiServer) {
    let controller = Controller::start(server);
    for key in world::keys() {
        // Twice, because an event that repeats is patched.
        server.fail("configmaps", &[Fault::Refuse; 2]);
        world::create(server, &key);
        world::until_ready(server, &key).await;
        // What it wrote comes back to it, and must not meet the faults that are for the next.
        tokio::time::sleep(world::PATIENCE).await;
    }
    for key in world::keys() {
        server.delete(&key);
        server
            .until("gone", |server| server.get(&key).is_none())
            .await;
    }
    controller.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn every_request_is_allowed_and_every_permission_is_used() {
    let server = world::server();
    live(&server).await;
    assert_eq!(server.denied(), [""; 0], "deploy/ lacks these");
    assert_eq!(server.unused(), [""; 0], "nothing needs these");
}

#[tokio::test(start_paused = true)]
async fn a_permission_too_many_is_named() {
    let mut deploy = world::deploy().to_vec();
    let role = deploy
        .iter_mut()
        .find(|object| object["rules"].is_array())
        .unwrap();
    role["rules"][0]["verbs"] = serde_json::json!(["list", "watch", "deletecollection"]);
    let grants = rbac::grants(&deploy, &world::service_account("Deployment"));
    let excess = grants
        .iter()
        .filter(|grant| grant.verb == "deletecollection");
    assert_eq!(excess.count(), 1);
    let server = world::empty_server(grants);
    let unused = server.unused();
    assert!(
        unused
            .iter()
            .any(|grant| grant.contains("deletecollection")),
        "{unused:#?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_permission_too_few_is_named() {
    let server = world::server();
    server.revoke(|grant| grant.resource.ends_with("/status"));
    let controller = Controller::start(&server);
    world::create(&server, &world::keys().remove(0));
    server
        .until("denied", |server| !server.denied().is_empty())
        .await;
    controller.stop().await.unwrap();
    let denied = server.denied();
    assert!(
        denied[0].contains("patch") && denied[0].contains("/status"),
        "{denied:#?}"
    );
}
