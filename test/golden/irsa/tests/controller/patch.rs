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

/// The JSON patches of `kube::runtime::finalizer`: test, then add or remove one finalizer.
pub fn json(object: &mut Value, operations: &Value) {
    for operation in operations.as_array().unwrap() {
        let path = operation["path"].as_str().unwrap();
        let list = &mut object["metadata"]["finalizers"];
        match (operation["op"].as_str().unwrap(), path) {
            ("test", "/metadata/finalizers") => assert_eq!(*list, operation["value"]),
            ("add", "/metadata/finalizers") => *list = operation["value"].clone(),
            ("test", _) => assert_eq!(list[0], operation["value"]),
            ("remove", _) => *list = json!([]),
            (operation, path) => panic!("the controller sends {operation} {path}"),
        }
    }
}
