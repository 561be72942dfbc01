//! The objects of a YAML file.
use std::fs;
use std::path::Path;

use serde_json::Value;

pub fn read(path: &Path) -> Vec<Value> {
    objects(&fs::read_to_string(path).unwrap())
}

/// The same of a text.
pub fn objects(text: &str) -> Vec<Value> {
    let found: Vec<Value> = serde_saphyr::from_multiple(text).unwrap();
    found.into_iter().filter(Value::is_object).collect()
}
