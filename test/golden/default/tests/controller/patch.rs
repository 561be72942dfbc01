//! The patches that this controller and its libraries send.
use serde_json::{Map, Value, json};

/// Server-side apply and merge patch, where one manager alone writes a field: what is given replaces what is there,
/// and null removes.
pub fn merge(object: &mut Value, patch: &Value) {
    let Value::Object(fields) = patch else {
        *object = patch.clone();
        return;
    };
    if !object.is_object() {
        *object = Value::Object(Map::new());
    }
    for (name, value) in fields {
        match value {
            Value::Null => drop(object.as_object_mut().unwrap().remove(name)),
            value => merge(&mut object[name], value),
        }
    }
}

/// Only a finalizer needs these.
pub fn json(_: &mut Value, operations: &Value) {
    panic!("the controller sends {}", json!(operations));
}
