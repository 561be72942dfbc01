//! Of several replicas the one with the Lease works.
use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::api_server::{ApiServer, Fault};
use super::world::{self, Controller};

#[tokio::test(start_paused = true)]
async fn it_takes_the_lease_and_gives_it_back() {
    let server = world::server();
    let controller = Controller::start(&server);
    let holder = |server: &ApiServer| {
        server.get(&world::lease_key()).unwrap()["spec"]["holderIdentity"].clone()
    };
    server
        .until("held", |server| holder(server) == "pod-0")
        .await;
    controller.stop().await.unwrap();
    assert_eq!(holder(&server), json!(null));
}

#[tokio::test(start_paused = true)]
async fn it_stands_by_while_another_replica_leads() {
    let server = world::server();
    let mut lease = server.get(&world::lease_key()).unwrap();
    lease["spec"] = json!({
        "holderIdentity": "pod-1",
        "leaseDurationSeconds": 3600,
        "renewTime": "2100-01-01T00:00:00.000000Z",
    });
    server.put(&world::lease_key(), lease);
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    world::create(&server, &key);
    tokio::time::sleep(world::PATIENCE).await;
    controller.stop().await.unwrap();
    assert!(!world::is_ready(&server, &key));
    assert_eq!(
        server.get(&world::lease_key()).unwrap()["spec"]["holderIdentity"],
        "pod-1"
    );
}

#[tokio::test(start_paused = true)]
async fn it_ends_before_the_lease_does_when_it_cannot_renew() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    server.revoke(|grant| grant.resource == "leases");
    let begin = Instant::now();
    let error = controller.failure().await;
    assert!(error.contains("cannot renew the Lease"), "{error}");
    let duration = server.get(&world::lease_key()).unwrap()["spec"]["leaseDurationSeconds"].clone();
    assert!(begin.elapsed().as_secs() < duration.as_u64().unwrap());
}

/// As long as an API server takes to be restarted.
#[tokio::test(start_paused = true)]
async fn it_goes_on_when_renewing_fails_for_some_seconds() {
    let server = world::server();
    let controller = Controller::start(&server);
    let mut keys = world::keys();
    world::create(&server, &keys[0]);
    world::until_ready(&server, &keys[0]).await;
    for away in [3, 11] {
        let renewed = server.count("patch", "leases");
        server.fail("patch", "leases", usize::MAX, Fault::Refuse(500));
        let failing = |server: &ApiServer| server.count("patch", "leases") > renewed;
        server.until("failing", failing).await;
        tokio::time::sleep(Duration::from_secs(away)).await;
        server.heal();
        tokio::time::sleep(Duration::from_secs(40)).await;
    }
    let mut key = keys.remove(0);
    key.name = "another".to_owned();
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    controller.stop().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn it_writes_nothing_more_once_the_lease_is_lost_in_the_middle() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    let owned = world::owned_resource(&key).await;
    server.fail("patch", &owned, 1, Fault::NeverAnswer);
    world::create(&server, &key);
    let at_work = |server: &ApiServer| server.count("patch", &owned) > 0;
    server.until("at work", at_work).await;
    server.revoke(|grant| grant.resource == "leases");
    let error = controller.failure().await;
    assert!(error.contains("cannot renew the Lease"), "{error}");
    let status = format!("{}/status", key.resource);
    assert_eq!(server.count("patch", &status), 0);
}
