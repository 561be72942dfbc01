//! What deploy/samples/ holds: a resource of each kind, and what has to be there for it, such as a Secret that its spec names.
use std::fs;
use std::path::Path;

use controller::machinery::kinds;
use serde_json::Value;

use super::api_server::ApiServer;
use super::store::Key;
use super::yaml;

/// The resource of a kind, which the tests create too: a new field of the spec is filled in there.
pub fn resource(kind: &str) -> Value {
    let mut all = all().into_iter();
    let found = all.find(|object| object["kind"] == kind && is_resource(object));
    found.unwrap_or_else(|| panic!("deploy/samples/ has no {kind}"))
}

/// Creates what the resource needs, in this namespace if it is in one.
pub fn create_needs(server: &ApiServer, namespace: Option<&str>) {
    for object in all().into_iter().filter(|object| !is_resource(object)) {
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

fn all() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/samples");
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| yaml::read(file)).collect()
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
