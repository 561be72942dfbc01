//! SIGTERM ends the controller, whatever state it is in.
use super::api_server::Fault;
use super::world::{self, Controller, PATIENCE};
use tokio::time::{Instant, sleep};

/// Stops and says how long that took.
async fn stopping(controller: Controller) -> std::time::Duration {
    let asked = Instant::now();
    controller.stop().await.unwrap();
    asked.elapsed()
}

#[tokio::test(start_paused = true)]
async fn at_once_when_there_is_nothing_to_do() {
    let server = world::server();
    let controller = Controller::start(&server);
    sleep(PATIENCE).await;
    assert!(stopping(controller).await < PATIENCE);
}

/// Measured with kube 5.0: a `Controller` whose first list is denied never ends by itself.
#[tokio::test(start_paused = true)]
async fn at_once_when_the_first_list_of_a_stream_is_denied() {
    let server = world::server();
    let resource = world::keys().remove(0).resource;
    // The check at the start goes well.
    let checks = world::namespaces().len();
    server.fail_after(checks, "list", &resource, usize::MAX, Fault::Refuse(403));
    let controller = Controller::start(&server);
    sleep(PATIENCE).await;
    assert!(server.count("list", &resource) > checks);
    assert!(stopping(controller).await < PATIENCE);
}

#[tokio::test(start_paused = true)]
async fn in_time_when_a_reconciliation_hangs() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    let owned = world::owned_resource(&key).await;
    server.fail("patch", &owned, 1, Fault::NeverAnswer);
    world::create(&server, &key);
    sleep(PATIENCE).await;
    let taken = stopping(controller).await;
    assert!(taken >= PATIENCE && taken < PATIENCE * 2, "{taken:?}");
}
