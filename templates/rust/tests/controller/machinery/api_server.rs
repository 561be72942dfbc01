//! A Kubernetes API server in memory: all verbs, server-side apply, watches. It asks the RBAC that is installed about each request,
//! answers all the same, and keeps what was missing, so that one run names all of it.
use std::convert::Infallible;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use json_patch::PatchOperation;
use kube::Client;
use serde_json::{Value, json};

use super::rbac::{self, Access, Grant};
use super::request::Request;
use super::store::{Key, Store};

#[derive(Clone)]
pub struct ApiServer(Arc<Mutex<State>>);

struct State {
    store: Store,
    grants: Vec<Grant>,
    revoked: Vec<Grant>,
    /// Whether requests without a grant are refused.
    enforces: bool,
    used: Vec<Grant>,
    missing: Vec<Access>,
    denied: Vec<Access>,
    /// Every request, also those that failed.
    asked: Vec<Access>,
    troubles: Vec<Trouble>,
    /// The groups of which nothing is served before its definition is there.
    custom: Vec<String>,
}

struct Trouble {
    verb: &'static str,
    resource: String,
    fault: Fault,
    /// How many requests go well before.
    after: usize,
    left: usize,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// This status, with a different text each time.
    Refuse(u16),
    Slow(Duration),
    NeverAnswer,
}

impl ApiServer {
    /// `custom` are the groups of the custom resources.
    pub fn new(grants: Vec<Grant>, custom: Vec<String>) -> Self {
        Self(Arc::new(Mutex::new(State {
            store: Store::default(),
            grants,
            revoked: Vec::new(),
            enforces: false,
            used: Vec::new(),
            missing: Vec::new(),
            denied: Vec::new(),
            asked: Vec::new(),
            troubles: Vec::new(),
            custom,
        })))
    }

    pub fn client(&self) -> Client {
        let server = self.clone();
        let service = tower::service_fn(move |request: axum::http::Request<kube::client::Body>| {
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
        request: axum::http::Request<kube::client::Body>,
    ) -> Result<Response<Body>, Infallible> {
        let (head, body) = request.into_parts();
        let body = body.collect_bytes().await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap_or_default();
        let request = Request::of(&head);
        let fault = self.state().fault(&request, &body);
        match fault {
            Some(Fault::Refuse(code)) => {
                let number = self.state().asked.len();
                let text = format!("it does not work today (request {number})");
                return Ok(error(StatusCode::from_u16(code).unwrap(), &text));
            }
            Some(Fault::NeverAnswer) => futures::future::pending().await,
            Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
            None => (),
        }
        Ok(self.state().serve(&request, &body))
    }

    /// Waits for something to become true: in no time of the clock, if the test has paused it.
    pub async fn until(&self, what: &str, mut condition: impl FnMut(&Self) -> bool) {
        for _ in 0..20_000 {
            if condition(self) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.assert_allowed();
        panic!("{what}: that never happened\n{}", self.story());
    }

    /// What explains a test that fails: the conditions of every object, and what was denied.
    fn story(&self) -> String {
        let state = self.state();
        let mut story = String::new();
        for (key, object) in state.store.objects() {
            let conditions = object["status"]["conditions"].as_array();
            for condition in conditions.into_iter().flatten() {
                let of = |field: &str| condition[field].as_str().unwrap_or_default();
                let _ = writeln!(
                    story,
                    "{} {}: {}={} {} {}",
                    key.resource,
                    key.name,
                    of("type"),
                    of("status"),
                    of("reason"),
                    of("message")
                );
            }
        }
        for denied in &state.denied {
            let _ = writeln!(story, "denied: {denied}");
        }
        story
    }

    /// Creates or replaces an object as an administrator, who may do anything.
    pub fn put(&self, key: &Key, object: Value) {
        self.state().store.put(key, object);
    }

    /// Applies something to an object as another client.
    pub fn apply_as(&self, manager: &str, key: &Key, config: &Value) {
        let applied = self.state().store.apply(key, config, manager, true);
        applied.unwrap();
    }

    pub fn get(&self, key: &Key) -> Option<Value> {
        self.state().store.get(key).cloned()
    }

    pub fn find(&self, condition: impl Fn(&Key, &Value) -> bool) -> Vec<(Key, Value)> {
        let found = self.state().store.objects().clone();
        found
            .into_iter()
            .filter(|(key, object)| condition(key, object))
            .collect()
    }

    /// Deletes an object as a user does: its finalizers are waited for, what it owns goes with it.
    pub fn delete(&self, key: &Key) {
        self.state().store.delete(key);
    }

    /// Lets requests go wrong, that often.
    pub fn fail(&self, verb: &'static str, resource: &str, times: usize, fault: Fault) {
        self.fail_after(0, verb, resource, times, fault);
    }

    /// The same, once that many went well.
    pub fn fail_after(
        &self,
        after: usize,
        verb: &'static str,
        resource: &str,
        times: usize,
        fault: Fault,
    ) {
        self.state().troubles.push(Trouble {
            verb,
            resource: resource.to_owned(),
            fault,
            after,
            left: times,
        });
    }

    /// Nothing goes wrong any more.
    pub fn heal(&self) {
        self.state().troubles.clear();
    }

    pub fn close_watches(&self, forget: bool) {
        self.state().store.close_watches(forget);
    }

    /// Takes away every grant for which `condition` holds, and refuses what needed it.
    pub fn revoke(&self, condition: impl Fn(&Grant) -> bool) {
        let mut state = self.state();
        let (revoked, kept) = state.grants.drain(..).partition(|grant| condition(grant));
        state.grants = kept;
        state.revoked = revoked;
    }

    /// From now on, requests without a grant are refused.
    pub fn enforce(&self) {
        self.state().enforces = true;
    }

    /// How often something was asked for, with and without success.
    pub fn count(&self, verb: &str, resource: &str) -> usize {
        let state = self.state();
        let is_it = |access: &&Access| access.verb == verb && access.resource == resource;
        state.asked.iter().filter(is_it).count()
    }

    /// Each requested verb with its resource.
    pub fn asked(&self) -> Vec<(&'static str, String)> {
        let state = self.state();
        let mut asked: Vec<_> = state
            .asked
            .iter()
            .map(|access| (access.verb, access.resource.clone()))
            .collect();
        asked.sort();
        asked.dedup();
        asked
    }

    /// The rules to add, if any request needed one that is not there.
    pub fn lacking(&self) -> String {
        let state = self.state();
        rbac::to_paste(&state.missing, &state.grants)
    }

    /// Ends the whole run with the rules that are lacking, if any: other tests would only say the same again.
    pub fn assert_allowed(&self) {
        let lacking = self.lacking();
        if !lacking.is_empty() {
            end_with(&lacking);
        }
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
    fn fault(&mut self, request: &Request, body: &Value) -> Option<Fault> {
        let exists = self.store.get(&request.key(body)).is_some();
        let access = request.access(request.verbs(exists)[0]);
        let trouble = self.troubles.iter_mut().find(|trouble| {
            trouble.left > 0 && trouble.verb == access.verb && trouble.resource == access.resource
        })?;
        if trouble.after > 0 {
            trouble.after -= 1;
            return None;
        }
        trouble.left -= 1;
        let fault = trouble.fault;
        // A slow request is asked, and counted, when it is served.
        if !matches!(fault, Fault::Slow(_)) {
            self.asked.push(access);
        }
        Some(fault)
    }

    fn serve(&mut self, request: &Request, body: &Value) -> Response<Body> {
        let key = request.key(body);
        let verbs = request.verbs(self.store.get(&key).is_some());
        for verb in &verbs {
            if let Err(reason) = self.authorize(&request.access(verb)) {
                return error(StatusCode::FORBIDDEN, &reason);
            }
        }
        let definition = format!("{}.{}", request.resource, request.group);
        let mut names = self.store.objects().keys().map(|key| &key.name);
        if self.custom.contains(&request.group) && !names.any(|name| *name == definition) {
            let text = "the server could not find the requested resource";
            return error(StatusCode::NOT_FOUND, text);
        }
        match verbs.as_slice() {
            ["watch"] => self.watch(request),
            ["list"] => json_response(&self.store.list(&request.selection())),
            ["create"] if self.store.get(&key).is_some() => {
                error(StatusCode::CONFLICT, &format!("{} exists", key.name))
            }
            ["create"] => json_response(&self.store.put(&key, body.clone())),
            ["patch", "create"] => self.apply(request, &key, body),
            ["deletecollection"] => {
                let found = self.store.list(&request.selection());
                for object in found["items"].as_array().unwrap() {
                    self.store.delete(&request.key(object));
                }
                json_response(&found)
            }
            _ if self.store.get(&key).is_none() => not_found(&key),
            ["delete"] => {
                self.store.delete(&key);
                json_response(&json!({ "kind": "Status", "apiVersion": "v1", "status": "Success" }))
            }
            ["get"] => json_response(self.store.get(&key).unwrap()),
            _ if request.is_apply() => self.apply(request, &key, body),
            _ => self.write(request, &key, body),
        }
    }

    fn authorize(&mut self, access: &Access) -> Result<(), String> {
        self.asked.push(access.clone());
        let allows = |grants: &[Grant]| grants.iter().find(|grant| grant.allows(access)).cloned();
        if let Some(grant) = allows(&self.grants) {
            self.used.push(grant);
            return Ok(());
        }
        if !self.enforces && allows(&self.revoked).is_none() {
            self.missing.push(access.clone());
            return Ok(());
        }
        self.denied.push(access.clone());
        Err(format!("forbidden: cannot {access}"))
    }

    fn apply(&mut self, request: &Request, key: &Key, body: &Value) -> Response<Body> {
        let manager = request.asks("fieldManager").unwrap_or_default().to_owned();
        let (config, manager) = match &request.subresource {
            // A subresource has its own managers, and changes nothing else.
            Some(part) => (json!({ part: body[part] }), format!("{manager}/{part}")),
            None => (body.clone(), manager),
        };
        let force = request.asks("force") == Some("true");
        match self.store.apply(key, &config, &manager, force) {
            Ok(object) => json_response(&object),
            Err(taken) => error(StatusCode::CONFLICT, &taken),
        }
    }

    /// A PUT, a JSON patch or a merge patch of what is there.
    fn write(&mut self, request: &Request, key: &Key, body: &Value) -> Response<Body> {
        let found = self.store.get(key).unwrap().clone();
        let mut object = found.clone();
        if request.method == "PUT" {
            let version = &body["metadata"]["resourceVersion"];
            if version.is_string() && *version != found["metadata"]["resourceVersion"] {
                return error(StatusCode::CONFLICT, "the object has been modified");
            }
            object = body.clone();
            object["metadata"]["uid"] = found["metadata"]["uid"].clone();
        } else if request.is_json_patch() {
            let mut patch: json_patch::Patch = serde_json::from_value(body.clone()).unwrap();
            // The API server treats a missing field as null.
            patch.0.retain(|operation| {
                let is_there = object.pointer(operation.path().as_ref()).is_some();
                is_there || !matches!(operation, PatchOperation::Test(test) if test.value.is_null())
            });
            if let Err(reason) = json_patch::patch(&mut object, &patch) {
                return error(StatusCode::UNPROCESSABLE_ENTITY, &reason.to_string());
            }
        } else {
            json_patch::merge(&mut object, body);
        }
        // A subresource changes only its part; other requests leave that part alone.
        match (request.subresource.as_deref(), found.get("status")) {
            (Some(part), _) => {
                let new = object[part].clone();
                object = found;
                object[part] = new;
            }
            (None, Some(status)) => object["status"] = status.clone(),
            (None, None) => (),
        }
        json_response(&self.store.put(key, object))
    }

    fn watch(&mut self, request: &Request) -> Response<Body> {
        let since = request.asks("resourceVersion").unwrap_or_default();
        let since = since.parse().unwrap_or_default();
        match self.store.watch(&request.selection(), since) {
            Some(changes) => Response::new(Body::from_stream(changes)),
            None => {
                let gone = status(StatusCode::GONE, "too old resource version");
                let event = json!({ "type": "ERROR", "object": gone });
                Response::new(Body::from(format!("{event}\n")))
            }
        }
    }
}

/// Past the capture of a test's output, and before another test says the same: this is the last that is seen.
pub fn end_with(told: &str) -> ! {
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock();
    // Nor does another test say how it went.
    let _silence = io::stdout().lock();
    let _ = io::stderr().write_all(format!("{told}\n").as_bytes());
    process::exit(TESTS_FAILED)
}

/// The exit status of a test program whose tests fail; cargo has no more to say about it.
const TESTS_FAILED: i32 = 101;

fn json_response(body: &Value) -> Response<Body> {
    Response::new(Body::from(body.to_string()))
}

fn not_found(key: &Key) -> Response<Body> {
    let text = format!("{} {:?} not found", key.resource, key.name);
    error(StatusCode::NOT_FOUND, &text)
}

fn error(code: StatusCode, message: &str) -> Response<Body> {
    let mut response = json_response(&status(code, message));
    *response.status_mut() = code;
    response
}

fn status(code: StatusCode, message: &str) -> Value {
    let reason = code.canonical_reason().unwrap_or_default().replace(' ', "");
    json!({
        "kind": "Status", "apiVersion": "v1", "status": "Failure",
        "code": code.as_u16(), "reason": reason, "message": message,
    })
}
