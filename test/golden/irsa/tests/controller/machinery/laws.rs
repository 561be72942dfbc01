//! What holds for every controller, tried on this one: your own `apply_all` and `cleanup` must keep these too.
use std::time::Duration;

use serde_json::{Value, json};

use super::api_server::{ApiServer, Fault};
use super::store::Key;
use super::world::{self, Controller, settle};

/// This resource is Ready, and the controller at rest. Every law holds for every kind.
async fn at_rest(key: &Key) -> (ApiServer, Controller) {
    let server = world::server();
    let controller = Controller::start(&server);
    world::create(&server, key);
    world::until_ready(&server, key).await;
    settle().await;
    (server, controller)
}

/// Everything except objects that nobody reconciles, such as events and the Lease.
fn state(server: &ApiServer, key: &Key) -> Vec<(Key, Value)> {
    server.find(|other, object| other == key || object["metadata"].get("ownerReferences").is_some())
}

/// Gives the controller a reason to look at a resource again: what others write into it.
fn poke(server: &ApiServer, key: &Key, value: &str) {
    let annotations = json!({ "example.com/poke": value });
    let config = json!({ "metadata": { "annotations": annotations } });
    server.apply_as("poke", key, &config);
}

#[tokio::test(start_paused = true)]
async fn a_second_reconciliation_changes_nothing() {
    for key in world::one_of_each() {
        let (server, controller) = at_rest(&key).await;
        poke(&server, &key, "1");
        let before = state(&server, &key);
        let status = format!("{}/status", key.resource);
        let written = server.count("patch", &status);
        let owned = world::owned_by(&server, &key).remove(0).0.resource;
        let applied = server.count("patch", &owned);
        settle().await;
        poke(&server, &key, "1");
        controller.stop().await.unwrap();
        assert!(server.count("patch", &owned) > applied, "it looked");
        assert_eq!(state(&server, &key), before);
        assert_eq!(server.count("patch", &status), written);
    }
}

#[tokio::test(start_paused = true)]
async fn what_somebody_breaks_is_restored() {
    for key in world::one_of_each() {
        let (server, controller) = at_rest(&key).await;
        let status = format!("{}/status", key.resource);
        let written = server.count("patch", &status);
        for (key, intact) in world::owned_by(&server, &key) {
            // Without this label the watch no longer sees the object: its disappearance has to suffice.
            let mut broken = intact.clone();
            broken["metadata"]["labels"]["app.kubernetes.io/managed-by"] = json!("somebody");
            server.put(&key, broken);
            let labels = |object: Value| object["metadata"]["labels"].clone();
            let restored =
                |server: &ApiServer| server.get(&key).map(labels) == Some(labels(intact.clone()));
            server.until("restored", restored).await;
        }
        controller.stop().await.unwrap();
        assert_eq!(server.count("patch", &status), written);
    }
}

#[tokio::test(start_paused = true)]
async fn a_condition_of_somebody_else_is_no_reason_to_write() {
    for key in world::one_of_each() {
        let (server, controller) = at_rest(&key).await;
        let other = json!({ "type": "Audited", "status": "True" });
        server.apply_as(
            "somebody",
            &key,
            &json!({ "status": { "conditions": [other] } }),
        );
        let written = server.count("patch", &format!("{}/status", key.resource));
        settle().await;
        poke(&server, &key, "1");
        settle().await;
        controller.stop().await.unwrap();
        let status = server.get(&key).unwrap()["status"]["conditions"].clone();
        assert!(
            status
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["type"] == "Audited"),
            "{status}"
        );
        assert_eq!(
            server.count("patch", &format!("{}/status", key.resource)),
            written
        );
    }
}

/// A minute of failures is 1, 2, 4, 8, 16 and 32 seconds apart, whatever the API server says and however its text varies.
#[tokio::test(start_paused = true)]
async fn whatever_fails_is_tried_ever_slower_and_told_and_then_works() {
    for key in world::one_of_each() {
        for code in [403, 409, 410, 429, 500] {
            let server = world::server();
            let owned = world::owned_resource(&key).await;
            server.fail("patch", &owned, usize::MAX, Fault::Refuse(code));
            let controller = Controller::start(&server);
            world::create(&server, &key);
            for poked in 0..12 {
                tokio::time::sleep(Duration::from_secs(5)).await;
                // Others write to it meanwhile.
                poke(&server, &key, &poked.to_string());
            }
            let tried = server.count("patch", &owned);
            assert!(
                (3..=7).contains(&tried),
                "{code}: {tried} attempts in a minute"
            );
            let ready = world::ready(&server, &key);
            assert_eq!(ready["status"], "False", "{code}");
            let message = ready["message"].as_str().unwrap();
            assert!(message.contains("it does not work today"), "{message}");
            let told =
                server.find(|key, event| key.resource == "events" && event["type"] == "Warning");
            assert!(!told.is_empty(), "{code}: no event");
            server.heal();
            world::until_ready(&server, &key).await;
            controller.stop().await.unwrap();
        }
    }
}

/// Each request of a life, one after the other: what fails is asked for again, but not in a loop, and in the end it works.
#[tokio::test(start_paused = true)]
async fn no_request_that_fails_stops_it_or_makes_it_spin() {
    for key in world::one_of_each() {
        let (server, controller) = at_rest(&key).await;
        controller.stop().await.unwrap();
        let is_write = |(verb, resource): &(&str, String)| {
            ["create", "patch", "update", "delete"].contains(verb) && resource != "leases"
        };
        for (verb, resource) in server.asked().into_iter().filter(is_write) {
            let server = world::server();
            let controller = Controller::start(&server);
            settle().await;
            server.fail(verb, &resource, usize::MAX, Fault::Refuse(500));
            world::create(&server, &key);
            tokio::time::sleep(Duration::from_secs(60)).await;
            let tried = server.count(verb, &resource);
            assert!(
                tried <= 8,
                "{verb} {resource}: {tried} attempts in a minute"
            );
            server.heal();
            world::until_ready(&server, &key).await;
            controller.stop().await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_changed_spec_is_tried_at_once_although_the_old_one_failed() {
    for key in world::one_of_each() {
        let server = world::server();
        let owned = world::owned_resource(&key).await;
        server.fail("patch", &owned, usize::MAX, Fault::Refuse(500));
        let controller = Controller::start(&server);
        world::create(&server, &key);
        tokio::time::sleep(Duration::from_secs(200)).await;
        server.heal();
        let mut changed = server.get(&key).unwrap();
        changed["spec"]["changed"] = json!(true);
        server.put(&key, changed);
        settle().await;
        assert!(world::is_ready(&server, &key));
        controller.stop().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn it_goes_on_after_its_watches_were_closed_and_after_they_have_to_list_anew() {
    for key in world::one_of_each() {
        for forget in [false, true] {
            let (server, controller) = at_rest(&key).await;
            server.close_watches(forget);
            let (owned, _) = world::owned_by(&server, &key).remove(0);
            server.delete(&owned);
            let again = |server: &ApiServer| server.get(&owned).is_some();
            server.until("made again", again).await;
            controller.stop().await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn slow_answers_delay_and_break_nothing() {
    for key in world::one_of_each() {
        let server = world::server();
        let slow = Fault::Slow(Duration::from_secs(20));
        let owned = world::owned_resource(&key).await;
        for resource in [owned, format!("{}/status", key.resource)] {
            server.fail("patch", &resource, usize::MAX, slow);
        }
        let controller = Controller::start(&server);
        world::create(&server, &key);
        world::until_ready(&server, &key).await;
        server.heal();
        controller.stop().await.unwrap();
    }
}

/// kube asks for the metadata alone, and of its own objects: the content of everybody else's stays where it is.
#[tokio::test(start_paused = true)]
async fn what_others_own_is_not_looked_at() {
    for key in world::one_of_each() {
        let (server, controller) = at_rest(&key).await;
        let (mut other, object) = world::owned_by(&server, &key).remove(0);
        other.name = "not-mine".to_owned();
        let applied = server.count("patch", &other.resource);
        let mut foreign = object;
        foreign["metadata"]["labels"] = json!({ "app.kubernetes.io/managed-by": "somebody" });
        foreign["metadata"]["uid"] = json!("not-mine");
        server.put(&other, foreign);
        settle().await;
        controller.stop().await.unwrap();
        assert_eq!(server.count("patch", &other.resource), applied);
    }
}

#[tokio::test(start_paused = true)]
async fn a_resource_that_cannot_go_says_why() {
    for key in world::one_of_each() {
        let (server, controller) = at_rest(&key).await;
        server.fail("patch", &key.resource, usize::MAX, Fault::Refuse(500));
        server.delete(&key);
        tokio::time::sleep(Duration::from_secs(60)).await;
        let tried = server.count("patch", &key.resource);
        assert!((3..=8).contains(&tried), "{tried} attempts in a minute");
        assert_eq!(world::ready(&server, &key)["reason"], "FinalizerFailed");
        let told = server
            .find(|key, event| key.resource == "events" && event["reason"] == "FinalizerFailed");
        assert_eq!(told.len(), 1);
        server.heal();
        let gone = |server: &ApiServer| server.get(&key).is_none();
        server.until("gone", gone).await;
        controller.stop().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn failures_that_repeat_are_one_event_with_a_series() {
    for key in world::one_of_each() {
        let server = world::server();
        let owned = world::owned_resource(&key).await;
        server.fail("patch", &owned, 3, Fault::Refuse(500));
        let controller = Controller::start(&server);
        world::create(&server, &key);
        world::until_ready(&server, &key).await;
        controller.stop().await.unwrap();
        let series = |reason: &str| -> Vec<Value> {
            let events =
                server.find(|key, event| key.resource == "events" && event["reason"] == reason);
            events
                .into_iter()
                .map(|(_, event)| event["series"]["count"].clone())
                .collect()
        };
        assert_eq!(series("ApplyFailed"), [json!(3)]);
        assert_eq!(series("Applied").len(), 1);
    }
}
