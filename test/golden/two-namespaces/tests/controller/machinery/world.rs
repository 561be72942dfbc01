//! What this repository installs in an API server in memory, and the controller at work in it.
use std::time::Duration;

use controller::NAME;
use controller::machinery::kinds;
use controller::machinery::run::{Clients, RunError, run};
use controller::machinery::settings::Settings;
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::api_server::ApiServer;
use super::rbac::{self, Grant};
use super::store::Key;
use super::{installed, samples};

/// A server with everything installed that this controller meets.
pub fn server() -> ApiServer {
    let account = service_account("Deployment");
    server_with(rbac::grants(installed::objects(), &account))
}

/// The same with these permissions.
pub fn server_with(grants: Vec<Grant>) -> ApiServer {
    let server = empty_server(grants);
    install_crds(&server);
    server.put(&lease_key(), the("Lease").clone());
    server
}

/// The one object of this kind that is installed.
fn the(kind: &str) -> &'static Value {
    let mut objects = installed::objects().iter();
    objects.find(|object| object["kind"] == kind).unwrap()
}

/// A server without any object.
pub fn empty_server(grants: Vec<Grant>) -> ApiServer {
    let groups = definitions().into_iter().map(|one| one.spec.group);
    ApiServer::new(grants, groups.collect())
}

pub fn install_crds(server: &ApiServer) {
    for key in crd_keys() {
        server.put(&key, json!({ "metadata": { "name": key.name } }));
    }
}

pub fn crd_keys() -> Vec<Key> {
    let key = |definition: CustomResourceDefinition| Key {
        group: "apiextensions.k8s.io".to_owned(),
        resource: "customresourcedefinitions".to_owned(),
        namespace: None,
        name: definition.metadata.name.unwrap(),
    };
    definitions().into_iter().map(key).collect()
}

/// The definition of each kind.
fn definitions() -> Vec<CustomResourceDefinition> {
    kinds::definitions()
}

pub fn lease_key() -> Key {
    Key {
        group: "coordination.k8s.io".to_owned(),
        resource: "leases".to_owned(),
        namespace: Some(install_namespace()),
        name: NAME.to_owned(),
    }
}

fn install_namespace() -> String {
    text(&the("Lease")["metadata"]["namespace"])
}

/// The ServiceAccount of the Pods of this kind of workload.
pub fn service_account(kind: &str) -> String {
    text(&the(kind)["spec"]["template"]["spec"]["serviceAccountName"])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The namespaces that the roles let the controller watch.
pub fn namespaces() -> Vec<String> {
    let grants = rbac::grants(installed::objects(), &service_account("Deployment"));
    let plural = definitions().remove(0).spec.names.plural;
    let is_watch = |grant: &Grant| grant.verb == "watch" && grant.resource == plural;
    let watched = grants.into_iter().filter(is_watch);
    watched.filter_map(|grant| grant.namespace).collect()
}

/// The resources of these tests: of each kind some.
pub fn keys() -> Vec<Key> {
    definitions().iter().flat_map(keys_of).collect()
}

/// One resource of each kind.
pub fn one_of_each() -> Vec<Key> {
    let keys = definitions();
    keys.iter().map(|one| keys_of(one).remove(0)).collect()
}

/// Those of one kind: two that are cluster-scoped, or one in each namespace.
fn keys_of(definition: &CustomResourceDefinition) -> Vec<Key> {
    let key = |namespace, name: &str| Key {
        group: definition.spec.group.clone(),
        resource: definition.spec.names.plural.clone(),
        namespace,
        name: name.to_owned(),
    };
    if definition.spec.scope == "Cluster" {
        return vec![key(None, "first"), key(None, "second")];
    }
    namespaces()
        .into_iter()
        .map(|namespace| key(Some(namespace), "example"))
        .collect()
}

/// The resources of these tests that are of a kind, by its plural.
pub fn keys_named(plural: &str) -> Vec<Key> {
    let mut keys = keys();
    keys.retain(|key| key.resource == plural);
    keys
}

/// Creates a resource as a user does, and first the objects that it needs.
pub fn create(server: &ApiServer, key: &Key) {
    samples::create_needs(server, key.namespace.as_deref());
    let definitions = definitions();
    let mut of = definitions.iter().map(|one| &one.spec.names);
    let names = of.find(|names| names.plural == key.resource).unwrap();
    let mut object = samples::resource(&names.kind);
    object["metadata"]["name"] = key.name.clone().into();
    server.put(key, object);
}

/// A resource that is made for this one, as its plural: what comes of it in a world where nothing goes wrong.
pub async fn owned_resource(key: &Key) -> String {
    let server = server();
    let controller = Controller::start(&server);
    create(&server, key);
    until_ready(&server, key).await;
    let (owned, _) = owned_by(&server, key).remove(0);
    controller.stop().await.unwrap();
    owned.resource
}

/// The condition `Ready` of a resource.
pub fn ready(server: &ApiServer, key: &Key) -> Value {
    let object = server.get(key).unwrap_or_default();
    let conditions = object["status"]["conditions"].as_array();
    let mut conditions = conditions.into_iter().flatten();
    let ready = conditions.find(|condition| condition["type"] == "Ready");
    ready.cloned().unwrap_or_default()
}

pub fn is_ready(server: &ApiServer, key: &Key) -> bool {
    ready(server, key)["status"] == "True"
}

pub async fn until_ready(server: &ApiServer, key: &Key) {
    server.until("ready", |server| is_ready(server, key)).await;
}

/// Everything that has an owner.
pub fn owned(server: &ApiServer) -> Vec<(Key, Value)> {
    server.find(|_, object| object["metadata"].get("ownerReferences").is_some())
}

/// Lets the controller see its own writes and react to them.
pub async fn settle() {
    tokio::time::sleep(PATIENCE).await;
}

/// What a resource owns.
pub fn owned_by(server: &ApiServer, key: &Key) -> Vec<(Key, Value)> {
    let uid = server.get(key).unwrap()["metadata"]["uid"].clone();
    server.find(|_, object| object["metadata"]["ownerReferences"][0]["uid"] == uid)
}

/// The controller as main.rs starts it.
pub struct Controller {
    stop: CancellationToken,
    run: JoinHandle<Result<(), RunError>>,
}

/// How long these tests let it take to stop.
pub const PATIENCE: Duration = Duration::from_secs(3);

impl Controller {
    pub fn start(server: &ApiServer) -> Self {
        let stop = CancellationToken::new();
        let token = stop.clone();
        let clients = Clients {
            main: server.client(),
            lease: server.client(),
        };
        let work = async move { run(clients, &settings(), token).await };
        let run = tokio::spawn(work);
        Self { stop, run }
    }

    /// As SIGTERM does.
    pub async fn stop(self) -> Result<(), RunError> {
        self.stop.cancel();
        self.run.await.unwrap()
    }

    /// Why it ends by itself.
    pub async fn failure(self) -> String {
        self.run.await.unwrap().unwrap_err().to_string()
    }
}

fn settings() -> Settings {
    Settings {
        namespaces: namespaces(),
        listen: ([127, 0, 0, 1], 0).into(),
        shutdown: PATIENCE,
        pod_name: "pod-0".to_owned(),
        pod_namespace: install_namespace(),
    }
}
