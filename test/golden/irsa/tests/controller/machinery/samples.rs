//! What deploy/samples/ holds: a resource of each kind, and what has to be there for it, such as a Secret that its spec names.
use std::fs;
use std::path::Path;

use controller::machinery::kind::Kind;
use controller::machinery::kinds;
use serde_json::Value;

use super::api_server::{ApiServer, end_with};
use super::store::Key;
use super::yaml;

/// The resource of a kind, which the tests create too: a new field of the spec is filled in there.
pub fn resource(kind: &str) -> Value {
    let mut all = all().into_iter();
    let found = all.find(|(_, object)| object["kind"] == kind && is_resource(object));
    let (file, object) = found.unwrap_or_else(|| panic!("deploy/samples/ has no {kind}"));
    if let Some(why) = refusal(&object) {
        // Each test that creates it would wait in vain, and say only that.
        end_with(&format!(
            "deploy/samples/{file} is not what the code takes for a {kind}: {why}.\n\
             Change it there: the tests create it, and so does who tries this controller."
        ));
    }
    object
}

/// Why this resource cannot be created, or is not understood once it is.
fn refusal(object: &Value) -> Option<String> {
    let mut why = None;
    why = why.or_else(|| unread::<controller::crd::Resource>(object));
    why.or_else(|| {
        let found = unknown(&object["spec"], &spec_of(object), "spec");
        found.map(|path| format!("{path} is not in the CRD"))
    })
}

fn unread<K: Kind>(object: &Value) -> Option<String> {
    if object["kind"] != *K::kind(&()) {
        return None;
    }
    let read = serde_json::from_value::<K>(object.clone());
    read.err().map(|error| error.to_string())
}

/// The schema of the spec of a resource.
fn spec_of(object: &Value) -> Value {
    let mut all = kinds::definitions().into_iter();
    let found = all.find(|one| object["kind"] == one.spec.names.kind);
    let versions = serde_json::to_value(found.unwrap().spec.versions).unwrap();
    versions[0]["schema"]["openAPIV3Schema"]["properties"]["spec"].clone()
}

/// The first field that the schema does not have: kubectl refuses it, and the API server drops it.
fn unknown(value: &Value, schema: &Value, path: &str) -> Option<String> {
    let more = schema["x-kubernetes-preserve-unknown-fields"] == true;
    match (value, schema["properties"].as_object()) {
        (Value::Object(fields), Some(known)) => fields.iter().find_map(|(name, value)| {
            let path = format!("{path}.{name}");
            match known.get(name) {
                Some(schema) => unknown(value, schema, &path),
                None => (!more).then_some(path),
            }
        }),
        (Value::Array(items), _) => {
            let mut items = items.iter();
            items.find_map(|item| unknown(item, &schema["items"], path))
        }
        _ => None,
    }
}

/// Creates what the resource needs, in this namespace if it is in one.
pub fn create_needs(server: &ApiServer, namespace: Option<&str>) {
    let others = all().into_iter().map(|(_, object)| object);
    for object in others.filter(|object| !is_resource(object)) {
        let own = object["metadata"]["namespace"].as_str();
        let key = Key {
            group: group(&object),
            resource: plural(object["kind"].as_str().unwrap()),
            namespace: own.map(|own| namespace.unwrap_or(own).to_owned()),
            name: object["metadata"]["name"].as_str().unwrap().to_owned(),
        };
        server.put(&key, object);
    }
}

/// Each with the name of its file.
fn all() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/samples");
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let objects = files.iter().flat_map(|file| {
        let name = file.file_name().unwrap().to_string_lossy();
        let objects = yaml::read(file).into_iter();
        objects.map(move |object| (name.clone().into_owned(), object))
    });
    objects.collect()
}

fn is_resource(object: &Value) -> bool {
    let mut all = kinds::definitions().into_iter().map(|one| one.spec);
    all.any(|spec| object["kind"] == spec.names.kind && group(object) == spec.group)
}

fn group(object: &Value) -> String {
    let version = object["apiVersion"].as_str().unwrap();
    let group = version.split_once('/').map(|(group, _)| group);
    group.unwrap_or_default().to_owned()
}

/// As Kubernetes names its own resources.
fn plural(kind: &str) -> String {
    let kind = kind.to_lowercase();
    match kind.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ if kind.ends_with('s') => format!("{kind}es"),
        _ => format!("{kind}s"),
    }
}
