//! The life of a resource, through the controller's own loop.
use serde_json::json;

use crate::api_server::{ApiServer, Fault};
use crate::world::{self, Controller};

#[tokio::test(start_paused = true)]
async fn everything_that_it_owns_is_applied_and_the_status_says_so() {
    let server = world::server();
    let controller = Controller::start(&server);
    for key in world::keys() {
        world::create(&server, &key);
        world::until_ready(&server, &key).await;
        assert_eq!(world::owned_by(&server, &key).len(), 1);
        let status = server.get(&key).unwrap()["status"].clone();
        assert_eq!(status["observedGeneration"], 1);
        assert_eq!(status["conditions"][0]["reason"], "Applied");
    }
    controller.stop().await.unwrap();
    assert_eq!(server.denied(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn what_somebody_breaks_is_restored_and_the_status_is_not_written_again() {
    let server = world::server();
    let controller = Controller::start(&server);
    let resource = world::keys().remove(0);
    world::create(&server, &resource);
    world::until_ready(&server, &resource).await;
    // Until the controller has seen what it wrote itself: before, it cannot know that the status is there already.
    tokio::time::sleep(world::PATIENCE).await;
    let before = server.get(&resource);
    let status = format!("{}/status", resource.resource);
    let written = server.count("patch", &status);
    for (key, intact) in world::owned_by(&server, &resource) {
        let mut broken = intact.clone();
        broken["metadata"]["labels"]["app.kubernetes.io/managed-by"] = json!("somebody");
        server.put(&key, broken);
        let labels = |object: serde_json::Value| object["metadata"]["labels"].clone();
        server
            .until("restored", |server| {
                server.get(&key).map(labels) == Some(labels(intact.clone()))
            })
            .await;
    }
    controller.stop().await.unwrap();
    assert_eq!(server.get(&resource), before);
    assert_eq!(server.count("patch", &status), written);
}

#[tokio::test(start_paused = true)]
async fn a_new_generation_is_observed() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    let transition = world::ready(&server, &key)["lastTransitionTime"].clone();
    let mut changed = server.get(&key).unwrap();
    changed["spec"]["message"] = json!("another");
    server.put(&key, changed);
    server
        .until("observed", |server| {
            world::ready(server, &key)["observedGeneration"] == 2
        })
        .await;
    controller.stop().await.unwrap();
    assert_eq!(
        world::ready(&server, &key)["lastTransitionTime"],
        transition
    );
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_and_tried_again() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    server.fail("configmaps", &[Fault::Refuse; 3]);
    world::create(&server, &key);
    server
        .until("failed", |server| {
            world::ready(server, &key)["status"] == "False"
        })
        .await;
    let condition = world::ready(&server, &key);
    assert_eq!(condition["reason"], "ApplyFailed");
    let message = condition["message"].as_str().unwrap();
    assert!(message.ends_with("it does not work today"), "{message}");
    world::until_ready(&server, &key).await;
    controller.stop().await.unwrap();
    assert_eq!(series(&server, "ApplyFailed"), [json!(3)]);
    assert_eq!(series(&server, "Applied").len(), 1);
}

/// How often each event with this reason was seen: once makes no series.
fn series(server: &ApiServer, reason: &str) -> Vec<serde_json::Value> {
    let events = server.find(|key, event| key.resource == "events" && event["reason"] == reason);
    let events = events.into_iter();
    events
        .map(|(_, event)| event["series"]["count"].clone())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_deleted_resource_is_cleaned_up_and_let_go() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys().remove(0);
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    server.delete(&key);
    assert!(server.get(&key).is_some(), "its finalizer keeps it");
    server
        .until("gone", |server| server.get(&key).is_none())
        .await;
    controller.stop().await.unwrap();
    assert!(world::owned(&server).is_empty());
}
