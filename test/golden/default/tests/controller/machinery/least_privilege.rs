//! The roles grant what the controller needs, and nothing more. By their name these tests begin before life and machinery:
//! what is missing is reported before all that follows from it.
use crate::life;
use crate::machinery::api_server::{ApiServer, Fault};
use crate::machinery::installed::{self, RBAC};
use crate::machinery::rbac;
use crate::world::{self, Controller};

/// A whole life: everything that the controller ever asks of the API server.
async fn live(server: &ApiServer) {
    let controller = Controller::start(server);
    for key in world::keys() {
        let owned = world::owned_resource(&key).await;
        // Twice, because an event that repeats is patched.
        server.fail("patch", &owned, 2, Fault::Refuse(500));
        life::live(server, &key).await;
        // Its own writes come back to it, and must not meet the faults that are for the next request.
        world::settle().await;
    }
    controller.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn every_request_is_allowed_and_every_permission_is_used() {
    let server = world::server();
    live(&server).await;
    server.assert_allowed();
    assert_eq!(server.unused(), [""; 0], "nothing needs these of {RBAC}");
}

#[tokio::test(start_paused = true)]
async fn a_permission_too_many_is_named() {
    let mut objects = installed::objects().to_vec();
    let role = objects
        .iter_mut()
        .find(|object| object["rules"].is_array())
        .unwrap();
    role["rules"][0]["verbs"] = serde_json::json!(["list", "watch", "deletecollection"]);
    let grants = rbac::grants(&objects, &world::service_account("Deployment"));
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
async fn a_permission_too_few_is_a_rule_to_paste() {
    let grants = rbac::grants(installed::objects(), &world::service_account("Deployment"));
    let (status, rest) = grants
        .into_iter()
        .partition(|grant| grant.resource.ends_with("/status"));
    let server = world::server_with(rest);
    live(&server).await;
    let lacking = server.lacking();
    let status: Vec<rbac::Grant> = status;
    let resource = format!("resources: [{}]\n    verbs: [patch]", status[0].resource);
    assert!(lacking.contains(&resource), "{lacking}");
}
