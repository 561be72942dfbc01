//! Server-side apply: each manager has the fields that it sends, and what it no longer sends goes.
use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The fields of one manager.
pub type Fields = BTreeSet<Vec<Step>>;

#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Step {
    Field(String),
    /// The element of a list whose field has this value, as JSON.
    Item(&'static str, String),
}

/// The lists whose elements have their own owners; every other list is one value.
const KEYS: [(&str, &[&str]); 9] = [
    ("conditions", &["type"]),
    ("containers", &["name"]),
    ("env", &["name"]),
    ("imagePullSecrets", &["name"]),
    ("initContainers", &["name"]),
    ("ownerReferences", &["uid"]),
    ("ports", &["port", "containerPort"]),
    ("volumeMounts", &["mountPath"]),
    ("volumes", &["name"]),
];

/// What `config` says, without what only names the object.
pub fn fields(config: &Value) -> Fields {
    let mut found = Fields::new();
    let mut config = config.clone();
    for name in ["apiVersion", "kind"] {
        config.as_object_mut().unwrap().remove(name);
    }
    if let Some(metadata) = config["metadata"].as_object_mut() {
        metadata.retain(|name, _| !["name", "namespace", "uid"].contains(&name.as_str()));
    }
    collect(&config, &mut Vec::new(), &mut found);
    found
}

fn collect(value: &Value, path: &mut Vec<Step>, found: &mut Fields) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                path.push(Step::Field(name.clone()));
                collect(value, path, found);
                path.pop();
            }
        }
        Value::Array(items) if is_keyed(path, items) => {
            for item in items {
                path.extend(key_of(path, item));
                found.insert(path.clone());
                collect(item, path, found);
                path.pop();
            }
        }
        _ => drop(found.insert(path.clone())),
    }
}

fn is_keyed(path: &[Step], items: &[Value]) -> bool {
    items.iter().all(|item| key_of(path, item).is_some())
}

fn key_of(path: &[Step], item: &Value) -> Option<Step> {
    let Some(Step::Field(list)) = path.last() else {
        return None;
    };
    let (_, keys) = KEYS.iter().find(|(name, _)| name == list)?;
    let key = keys.iter().find(|key| item.get(**key).is_some())?;
    Some(Step::Item(key, item[key].to_string()))
}

/// Puts what `config` says into `live`.
pub fn merge(live: &mut Value, config: &Value) {
    merge_at(live, config, &mut Vec::new());
}

fn merge_at(live: &mut Value, config: &Value, path: &mut Vec<Step>) {
    match config {
        Value::Object(fields) => {
            if !live.is_object() {
                *live = Value::Object(Map::new());
            }
            for (name, value) in fields {
                if value.is_null() {
                    live.as_object_mut().unwrap().remove(name);
                    continue;
                }
                path.push(Step::Field(name.clone()));
                merge_at(&mut live[name], value, path);
                path.pop();
            }
        }
        Value::Array(items) if live.is_array() && is_keyed(path, items) => {
            for item in items {
                let key = key_of(path, item);
                let all = live.as_array_mut().unwrap();
                match all.iter_mut().find(|other| key_of(path, other) == key) {
                    Some(other) => merge_at(other, item, &mut Vec::new()),
                    None => all.push(item.clone()),
                }
            }
        }
        _ => *live = config.clone(),
    }
}

/// Removes a field, and parents that become empty.
pub fn remove(live: &mut Value, path: &[Step]) {
    match path {
        [] => (),
        [Step::Field(name)] => {
            if let Some(fields) = live.as_object_mut() {
                fields.remove(name);
            }
        }
        [Step::Field(name), rest @ ..] => {
            if let Some(inner) = live.get_mut(name) {
                remove(inner, rest);
                let is_empty =
                    *inner == Value::Object(Map::new()) || *inner == Value::Array(vec![]);
                if is_empty {
                    remove(live, &path[..1]);
                }
            }
        }
        [Step::Item(key, value), rest @ ..] => {
            let Some(items) = live.as_array_mut() else {
                return;
            };
            let value: Value = serde_json::from_str(value).unwrap();
            let is_it = |item: &Value| item[key] == value;
            if rest.is_empty() {
                items.retain(|item| !is_it(item));
            } else if let Some(item) = items.iter_mut().find(|item| is_it(item)) {
                remove(item, rest);
            }
        }
    }
}

#[test]
fn a_field_that_is_no_longer_sent_goes_and_those_of_others_stay() {
    let before = serde_json::json!({ "data": { "a": "1", "b": "2" }, "spec": { "ports": [{ "port": 80 }] } });
    let after = serde_json::json!({ "data": { "a": "1" }, "spec": {} });
    let mut live = before.clone();
    live["data"]["other"] = "3".into();
    merge(&mut live, &after);
    for gone in fields(&before).difference(&fields(&after)) {
        remove(&mut live, gone);
    }
    assert_eq!(
        live,
        serde_json::json!({ "data": { "a": "1", "other": "3" } })
    );
}
