//! SIGTERM ends the controller, whatever state it is in.
use crate::api_server::Fault;
use crate::world::{self, Controller, PATIENCE};
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
    let keys = world::keys();
    // Enough for the check at the start.
    server.limit("list", &keys[0].resource, keys.len());
    let controller = Controller::start(&server);
    sleep(PATIENCE).await;
    assert!(!server.denied().is_empty());
    assert!(stopping(controller).await < PATIENCE);
}

#[tokio::test(start_paused = true)]
async fn in_time_when_a_reconciliation_hangs() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    server.fail("configmaps", &[Fault::NeverAnswer]);
    world::create(&server, &key);
    sleep(PATIENCE).await;
    let taken = stopping(controller).await;
    assert!(taken >= PATIENCE && taken < PATIENCE * 2, "{taken:?}");
}
