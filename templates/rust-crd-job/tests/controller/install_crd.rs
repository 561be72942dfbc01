//! The Job that installs the definition, with its own ServiceAccount.
use controller::machinery::cause;
use controller::machinery::kinds::install;

use crate::machinery::{installed, rbac};
use crate::world;

#[tokio::test]
async fn it_installs_and_updates_the_definition_with_exactly_its_permissions() {
    let account = world::service_account("Job");
    let server = world::empty_server(rbac::grants(installed::objects(), &account));
    install(&server.client()).await.unwrap();
    install(&server.client()).await.unwrap();
    for key in world::crd_keys() {
        assert!(server.get(&key).is_some());
    }
    server.assert_allowed();
    assert_eq!(server.unused(), [""; 0], "nothing needs these");
}

#[tokio::test]
async fn the_controller_itself_may_not() {
    let server = world::server();
    server.enforce();
    let error = install(&server.client()).await.unwrap_err();
    let told = cause::chain(&error);
    assert!(
        told.contains("cannot patch customresourcedefinitions"),
        "{told}"
    );
}
