//! What deploy/ installs.
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;

use super::yaml;

/// The file that says what the controller may do.
pub const RBAC: &str = "deploy/rbac.yaml";
pub const CRD: &str = "deploy/crd/crd.yaml";

pub fn crd() -> String {
    fs::read_to_string(repository().join(CRD)).unwrap()
}

/// Every object that `kubectl apply --kustomize deploy` creates.
pub fn objects() -> &'static [Value] {
    static OBJECTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let mut objects = Vec::new();
        read_folder(&repository().join("deploy"), &mut objects);
        objects
    });
    &OBJECTS
}

/// The files in its kustomization: a file that is not listed is not applied.
fn read_folder(folder: &Path, objects: &mut Vec<Value>) {
    for kustomization in yaml::read(&folder.join("kustomization.yaml")) {
        for resource in kustomization["resources"].as_array().into_iter().flatten() {
            let path = folder.join(resource.as_str().unwrap());
            if path.is_dir() {
                read_folder(&path, objects);
            } else {
                objects.extend(yaml::read(&path));
            }
        }
    }
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
