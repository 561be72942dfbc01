//! What all that a resource owns has in common: name, labels, owner; and how a watch finds it.
use std::collections::BTreeMap;

use kube::ResourceExt as _;
use kube::api::ObjectMeta;
use kube::runtime::watcher;

use crate::NAME;
use crate::machinery::kind::Kind;

/// Of what it made, not of everybody's: the label is that of `labels`. kube asks for the metadata alone.
pub fn made_here() -> watcher::Config {
    watcher::Config::default().labels(&format!("{MANAGED_BY}={NAME}"))
}

/// Name, labels and owner of an object that `object` owns.
///
/// The suffix, its kind, keeps the controller away from objects of others: whoever may create a resource called `config`
/// must not thereby overwrite an object called `config`.
pub fn metadata<K: Kind>(object: &K) -> ObjectMeta {
    let suffix = K::kind(&()).to_lowercase();
    ObjectMeta {
        name: Some(format!("{}-{suffix:.20}", object.name_any())),
        labels: Some(labels(object)),
        owner_references: Some(Vec::from_iter(object.controller_owner_ref(&()))),
        ..ObjectMeta::default()
    }
}

const MANAGED_BY: &str = "app.kubernetes.io/managed-by";

/// The labels of everything that `object` owns; what selects Pods uses them too.
pub fn labels<K: Kind>(object: &K) -> BTreeMap<String, String> {
    BTreeMap::from([
        (MANAGED_BY.to_owned(), NAME.to_owned()),
        ("app.kubernetes.io/instance".to_owned(), object.name_any()),
    ])
}
