//! The name, labels and owner that all owned objects have, and how a watch finds these objects.
use std::collections::BTreeMap;

use kube::ResourceExt as _;
use kube::api::ObjectMeta;
use kube::runtime::watcher;

use crate::NAME;
use crate::machinery::kind::Kind;

/// Selects only the objects that the controller made, by the label from `labels`. kube requests only their metadata.
pub fn made_here() -> watcher::Config {
    watcher::Config::default().labels(&format!("{MANAGED_BY}={NAME}"))
}

/// Name, labels and owner of an object that `object` owns.
///
/// The suffix, its kind, keeps the controller away from objects of others: anyone who may create a resource called
/// `config` must not be able to overwrite an object called `config`.
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

/// The labels of everything that `object` owns; Pod selectors use them too.
pub fn labels<K: Kind>(object: &K) -> BTreeMap<String, String> {
    BTreeMap::from([
        (MANAGED_BY.to_owned(), NAME.to_owned()),
        ("app.kubernetes.io/instance".to_owned(), object.name_any()),
    ])
}
