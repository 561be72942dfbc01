//! A Kubernetes API server in memory, as far as this controller needs one. It asks deploy/'s RBAC about each request.
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response, StatusCode};
use futures::channel::mpsc::{UnboundedSender, unbounded};
use futures::{StreamExt as _, stream};
use kube::Client;
use serde_json::{Value, json};

use crate::patch;
use crate::rbac::{Access, Grant};

#[derive(Clone)]
pub struct ApiServer(Arc<Mutex<State>>);

/// Where an object is: group, resource, namespace, name.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Key {
    pub group: String,
    pub resource: String,
    pub namespace: Option<String>,
    pub name: String,
}

struct State {
    grants: Vec<Grant>,
    used: Vec<Grant>,
    denied: Vec<Access>,
    served: Vec<Access>,
    faults: Vec<(String, Fault)>,
    /// How often a verb is allowed, whatever the grants say.
    limits: Vec<(&'static str, String, usize)>,
    /// The resource that is not served before its definition is there: its group and the definition's name.
    custom: (String, String),
    version: u64,
    objects: BTreeMap<Key, Value>,
    history: Vec<(u64, Key, Value)>,
    watchers: Vec<(Target, UnboundedSender<Result<Bytes, Infallible>>)>,
}

/// What to do to the next patch of a resource.
#[derive(Clone, Copy, PartialEq)]
pub enum Fault {
    Refuse,
    NeverAnswer,
}

/// What a path addresses.
#[derive(Clone, Debug)]
struct Target {
    group: String,
    resource: String,
    subresource: Option<String>,
    namespace: Option<String>,
    name: Option<String>,
}

impl ApiServer {
    /// `custom` is the group of the custom resource and the name of its definition.
    pub fn new(grants: Vec<Grant>, custom: (String, String)) -> Self {
        Self(Arc::new(Mutex::new(State {
            grants,
            custom,
            used: Vec::new(),
            denied: Vec::new(),
            served: Vec::new(),
            faults: Vec::new(),
            limits: Vec::new(),
            version: 0,
            objects: BTreeMap::new(),
            history: Vec::new(),
            watchers: Vec::new(),
        })))
    }

    pub fn client(&self) -> Client {
        let server = self.clone();
        let service = tower::service_fn(move |request: Request<kube::client::Body>| {
            let server = server.clone();
            async move { server.answer(request).await }
        });
        Client::new(service, "default")
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    async fn answer(
        &self,
        request: Request<kube::client::Body>,
    ) -> Result<Response<Body>, Infallible> {
        let (head, body) = request.into_parts();
        let body: Value =
            serde_json::from_slice(&body.collect_bytes().await.unwrap()).unwrap_or_default();
        let query = head.uri.query().unwrap_or_default();
        let target = Target::of(head.uri.path());
        let kind = head
            .headers
            .get("content-type")
            .map_or("", |kind| kind.to_str().unwrap());
        let fault = self.state().fault(head.method.as_str(), &target);
        match fault {
            Some(Fault::Refuse) => {
                return Ok(error(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "it does not work today",
                ));
            }
            Some(Fault::NeverAnswer) => futures::future::pending().await,
            None => (),
        }
        Ok(self
            .state()
            .serve(head.method.as_str(), &target, query, kind, body))
    }

    /// Waits for something to become true: in no time of the clock, if the test has paused it.
    pub async fn until(&self, what: &str, mut condition: impl FnMut(&Self) -> bool) {
        for _ in 0..20_000 {
            if condition(self) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!(
            "{what}: never happened; the server holds {:#?}",
            self.state().objects
        );
    }

    /// Creates or replaces an object as an administrator, who may do anything.
    pub fn put(&self, key: &Key, object: Value) {
        self.state().store(key, object);
    }

    pub fn get(&self, key: &Key) -> Option<Value> {
        self.state().objects.get(key).cloned()
    }

    pub fn find(&self, condition: impl Fn(&Key, &Value) -> bool) -> Vec<(Key, Value)> {
        let found = self.state().objects.clone();
        found
            .into_iter()
            .filter(|(key, object)| condition(key, object))
            .collect()
    }

    /// Deletes an object as a user does: its finalizers are waited for, what it owns goes with it.
    pub fn delete(&self, key: &Key) {
        let mut object = self.get(key).unwrap();
        object["metadata"]["deletionTimestamp"] = json!("2026-01-01T00:00:00Z");
        self.state().store(key, object);
    }

    /// Lets the next patches of a resource go wrong, one a fault.
    pub fn fail(&self, resource: &str, faults: &[Fault]) {
        let faults = faults.iter().map(|fault| (resource.to_owned(), *fault));
        self.state().faults.extend(faults);
    }

    /// Takes away every grant for which `condition` holds.
    pub fn revoke(&self, condition: impl Fn(&Grant) -> bool) {
        self.state().grants.retain(|grant| !condition(grant));
    }

    /// Allows a verb on a resource that often, and then no more.
    pub fn limit(&self, verb: &'static str, resource: &str, times: usize) {
        self.state().limits.push((verb, resource.to_owned(), times));
    }

    /// How often a verb on a resource was allowed.
    pub fn count(&self, verb: &str, resource: &str) -> usize {
        self.state().count(verb, resource)
    }

    pub fn denied(&self) -> Vec<String> {
        self.state().denied.iter().map(Access::to_string).collect()
    }

    /// The grants that no request needed.
    pub fn unused(&self) -> Vec<String> {
        let state = self.state();
        let unused = state
            .grants
            .iter()
            .filter(|grant| !state.used.contains(grant));
        unused.map(Grant::to_string).collect()
    }
}

impl State {
    fn fault(&mut self, method: &str, target: &Target) -> Option<Fault> {
        let at = self
            .faults
            .iter()
            .position(|(resource, _)| *resource == target.resource);
        at.filter(|_| method == "PATCH")
            .map(|at| self.faults.remove(at).1)
    }

    fn serve(
        &mut self,
        method: &str,
        target: &Target,
        query: &str,
        kind: &str,
        body: Value,
    ) -> Response<Body> {
        let key = target.key(&body);
        let applies = kind.contains("apply-patch") && target.subresource.is_none();
        let creates = method == "POST" || (applies && !self.objects.contains_key(&key));
        let verbs: &[&'static str] = match method {
            "GET" if query.contains("watch=true") => &["watch"],
            "GET" if target.name.is_none() => &["list"],
            "GET" => &["get"],
            "POST" => &["create"],
            "PATCH" if creates => &["patch", "create"],
            "PATCH" => &["patch"],
            other => panic!("the controller sends {other}"),
        };
        for verb in verbs {
            if let Err(reason) = self.authorize(&target.access(verb)) {
                return error(StatusCode::FORBIDDEN, &reason);
            }
        }
        if !self.is_served(target) {
            return error(
                StatusCode::NOT_FOUND,
                "the server could not find the requested resource",
            );
        }
        match verbs {
            ["watch"] => self.watch(target, query),
            ["list"] => self.list(target),
            ["get"] => self
                .objects
                .get(&key)
                .map_or_else(|| not_found(&key), json_response),
            _ if creates => json_response(&self.store(&key, body)),
            _ => self.patch(target, &key, kind, body),
        }
    }

    fn count(&self, verb: &str, resource: &str) -> usize {
        let is_it = |access: &&Access| access.verb == verb && access.resource == resource;
        self.served.iter().filter(is_it).count()
    }

    fn authorize(&mut self, access: &Access) -> Result<(), String> {
        let is_spent = self.limits.iter().any(|(verb, resource, times)| {
            *verb == access.verb
                && *resource == access.resource
                && self.count(verb, resource) >= *times
        });
        match self.grants.iter().find(|grant| grant.allows(access)) {
            Some(grant) if !is_spent => {
                self.used.push(grant.clone());
                self.served.push(access.clone());
                Ok(())
            }
            _ => {
                self.denied.push(access.clone());
                Err(format!("forbidden: cannot {access}"))
            }
        }
    }

    fn is_served(&self, target: &Target) -> bool {
        let (group, definition) = &self.custom;
        target.group != *group || self.objects.keys().any(|key| key.name == *definition)
    }

    fn patch(&mut self, target: &Target, key: &Key, kind: &str, body: Value) -> Response<Body> {
        let Some(found) = self.objects.get(key) else {
            return not_found(key);
        };
        let mut object = found.clone();
        match (kind, target.subresource.as_deref()) {
            ("application/json-patch+json", _) => patch::json(&mut object, &body),
            (_, Some("status")) => patch::merge(&mut object, &json!({ "status": body["status"] })),
            _ => patch::merge(&mut object, &body),
        }
        json_response(&self.store(key, object))
    }

    /// Keeps an object if it differs from what is there, and tells the watchers.
    fn store(&mut self, key: &Key, mut object: Value) -> Value {
        let before = self.objects.get(key).cloned();
        if before.as_ref() == Some(&object) {
            return object;
        }
        self.version += 1;
        let generation = match &before {
            Some(before) if before["spec"] == object["spec"] => {
                before["metadata"]["generation"].clone()
            }
            Some(before) => json!(before["metadata"]["generation"].as_u64().unwrap() + 1),
            None => json!(1),
        };
        let metadata = object["metadata"].as_object_mut().unwrap();
        metadata.insert("generation".to_owned(), generation);
        metadata.insert(
            "resourceVersion".to_owned(),
            json!(self.version.to_string()),
        );
        metadata
            .entry("uid")
            .or_insert_with(|| json!(format!("uid-{}", self.version)));
        if let Some(namespace) = &key.namespace {
            metadata.insert("namespace".to_owned(), json!(namespace));
        }
        let finalizers = metadata.get("finalizers").and_then(Value::as_array);
        let is_kept = finalizers.is_some_and(|finalizers| !finalizers.is_empty());
        if metadata.contains_key("deletionTimestamp") && !is_kept {
            self.remove(key, &object);
        } else {
            self.objects.insert(key.clone(), object.clone());
            let change = if before.is_none() {
                "ADDED"
            } else {
                "MODIFIED"
            };
            self.tell(key, json!({ "type": change, "object": object }));
        }
        object
    }

    /// Removes an object, and as the garbage collector does, everything that it owns.
    fn remove(&mut self, key: &Key, object: &Value) {
        self.objects.remove(key);
        self.tell(key, json!({ "type": "DELETED", "object": object }));
        let all = self.objects.clone().into_iter();
        for (key, dependent) in all.filter(|(_, other)| is_owned(other, &object["metadata"]["uid"]))
        {
            self.version += 1;
            self.remove(&key, &dependent);
        }
    }

    fn tell(&mut self, key: &Key, change: Value) {
        let line = Bytes::from(format!("{change}\n"));
        self.watchers.retain(|(target, watcher)| {
            !target.covers(key) || watcher.unbounded_send(Ok(line.clone())).is_ok()
        });
        self.history.push((self.version, key.clone(), change));
    }

    fn list(&self, target: &Target) -> Response<Body> {
        let items = self.objects.iter().filter(|(key, _)| target.covers(key));
        let items: Vec<_> = items.map(|(_, object)| object).collect();
        let metadata = json!({ "resourceVersion": self.version.to_string() });
        json_response(
            &json!({ "kind": "List", "apiVersion": "v1", "metadata": metadata, "items": items }),
        )
    }

    /// What happened since the version that was listed, and then what happens.
    fn watch(&mut self, target: &Target, query: &str) -> Response<Body> {
        let since = query
            .split('&')
            .find_map(|part| part.strip_prefix("resourceVersion="));
        let since: u64 = since.unwrap().parse().unwrap();
        let missed = self
            .history
            .iter()
            .filter(|(version, key, _)| *version > since && target.covers(key));
        let missed: Vec<_> = missed
            .map(|(_, _, change)| Ok(Bytes::from(format!("{change}\n"))))
            .collect();
        let (sender, receiver) = unbounded();
        self.watchers.push((target.clone(), sender));
        Response::new(Body::from_stream(stream::iter(missed).chain(receiver)))
    }
}

fn is_owned(object: &Value, uid: &Value) -> bool {
    let owners = object["metadata"]["ownerReferences"].as_array();
    owners
        .into_iter()
        .flatten()
        .any(|owner| owner["uid"] == *uid)
}

impl Target {
    /// `/api/v1/…` or `/apis/GROUP/VERSION/…`, then `[namespaces/NAMESPACE/]RESOURCE[/NAME[/SUBRESOURCE]]`.
    fn of(path: &str) -> Self {
        let parts: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let (group, rest) = match parts.as_slice() {
            ["api", _, rest @ ..] => ("", rest),
            ["apis", group, _, rest @ ..] => (*group, rest),
            _ => panic!("the controller asks for {path}"),
        };
        let (namespace, rest) = match rest {
            ["namespaces", namespace, rest @ ..] if !rest.is_empty() => (Some(*namespace), rest),
            rest => (None, rest),
        };
        let part = |at: usize| rest.get(at).map(|part| (*part).to_owned());
        Self {
            group: group.to_owned(),
            resource: part(0).unwrap(),
            subresource: part(2),
            namespace: namespace.map(str::to_owned),
            name: part(1),
        }
    }

    fn access(&self, verb: &'static str) -> Access {
        let subresource = self.subresource.iter().map(|name| format!("/{name}"));
        Access {
            verb,
            group: self.group.clone(),
            resource: self.resource.clone() + &subresource.collect::<String>(),
            namespace: self.namespace.clone(),
            name: self.name.clone(),
        }
    }

    fn key(&self, body: &Value) -> Key {
        let name = self
            .name
            .clone()
            .or_else(|| body["metadata"]["name"].as_str().map(str::to_owned));
        Key {
            group: self.group.clone(),
            resource: self.resource.clone(),
            namespace: self.namespace.clone(),
            name: name.unwrap_or_default(),
        }
    }

    fn covers(&self, key: &Key) -> bool {
        let same_place = self.namespace.is_none() || self.namespace == key.namespace;
        self.group == key.group && self.resource == key.resource && same_place
    }
}

fn json_response(body: &Value) -> Response<Body> {
    Response::new(Body::from(body.to_string()))
}

fn not_found(key: &Key) -> Response<Body> {
    error(
        StatusCode::NOT_FOUND,
        &format!("{} {:?} not found", key.resource, key.name),
    )
}

fn error(code: StatusCode, message: &str) -> Response<Body> {
    let reason = code.canonical_reason().unwrap().replace(' ', "");
    let status = json!({
        "kind": "Status", "apiVersion": "v1", "status": "Failure",
        "code": code.as_u16(), "reason": reason, "message": message,
    });
    let mut response = json_response(&status);
    *response.status_mut() = code;
    response
}
