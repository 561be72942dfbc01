//! The life of a Document. These tests are yours: change them with what your controller does, and add your own paths,
//! each ended with `assert_allowed`, so that a permission that it needs is named.
use crate::machinery::api_server::ApiServer;
use crate::machinery::store::Key;
use crate::world::{self, Controller};

pub const PLURAL: &str = "documents";

/// Everything that happens to a resource before it is deleted: this must use every permission that is granted.
/// Add optional steps here too, such as one that a field of the spec switches off.
pub async fn live(server: &ApiServer, key: &Key) {
    world::create(server, key);
    world::until_ready(server, key).await;
}

#[tokio::test(start_paused = true)]
async fn everything_that_it_owns_is_applied_and_the_status_says_so() {
    let server = world::server();
    let controller = Controller::start(&server);
    for key in world::keys_named(PLURAL) {
        world::create(&server, &key);
        world::until_ready(&server, &key).await;
        assert!(!world::owned_by(&server, &key).is_empty());
        assert_eq!(world::ready(&server, &key)["reason"], "Applied");
    }
    controller.stop().await.unwrap();
    server.assert_allowed();
}

#[tokio::test(start_paused = true)]
async fn a_changed_spec_is_applied() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys_named(PLURAL).remove(0);
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    let since = world::ready(&server, &key)["lastTransitionTime"].clone();
    let mut changed = server.get(&key).unwrap();
    changed["spec"]["message"] = "another".into();
    server.put(&key, changed);
    server
        .until("observed", |server| {
            server.get(&key).unwrap()["status"]["observedGeneration"] == 2
        })
        .await;
    controller.stop().await.unwrap();
    assert_eq!(world::ready(&server, &key)["lastTransitionTime"], since);
    server.assert_allowed();
}

#[tokio::test(start_paused = true)]
async fn a_deleted_resource_is_cleaned_up_and_let_go() {
    let server = world::server();
    let controller = Controller::start(&server);
    let key = world::keys_named(PLURAL).remove(0);
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    server.delete(&key);
    assert!(server.get(&key).is_some(), "its finalizer keeps it");
    server
        .until("gone", |server| server.get(&key).is_none())
        .await;
    controller.stop().await.unwrap();
    assert!(world::owned(&server).is_empty());
    server.assert_allowed();
}
