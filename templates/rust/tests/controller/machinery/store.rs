//! The objects of the API server, who has which of their fields, and what the watches hear of them.
use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::body::Bytes;
use futures::channel::mpsc::{UnboundedSender, unbounded};
use futures::{Stream, StreamExt as _, stream};
use serde_json::{Value, json};

use super::managed::{self, Fields};

/// Where an object is: group, resource, namespace, name.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Key {
    pub group: String,
    pub resource: String,
    pub namespace: Option<String>,
    pub name: String,
}

/// What a list or a watch is about.
#[derive(Clone)]
pub struct Selection {
    pub group: String,
    pub resource: String,
    pub namespace: Option<String>,
    pub labels: Vec<(String, String)>,
    pub metadata_only: bool,
}

#[derive(Default)]
pub struct Store {
    version: u64,
    /// Watches from before this version have to list anew.
    oldest: u64,
    objects: BTreeMap<Key, Value>,
    managers: BTreeMap<(Key, String), Fields>,
    history: Vec<Change>,
    watchers: Vec<(Selection, Sender)>,
}

type Sender = UnboundedSender<Result<Bytes, Infallible>>;

struct Change {
    version: u64,
    key: Key,
    before: Option<Value>,
    after: Option<Value>,
}

impl Store {
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.objects.get(key)
    }

    pub fn objects(&self) -> &BTreeMap<Key, Value> {
        &self.objects
    }

    /// Server-side apply by one manager, or the field of another manager with which it conflicts.
    pub fn apply(
        &mut self,
        key: &Key,
        config: &Value,
        manager: &str,
        force: bool,
    ) -> Result<Value, String> {
        let fields = managed::fields(config);
        let mut object = self.objects.get(key).cloned().unwrap_or_default();
        let mut merged = object.clone();
        managed::merge(&mut merged, config);
        let others = self
            .managers
            .iter()
            .filter(|((of, by), _)| of == key && by != manager);
        let others: Fields = others.flat_map(|(_, fields)| fields.clone()).collect();
        let taken = fields.intersection(&others).next();
        if let Some(field) = taken.filter(|_| !force && merged != object) {
            return Err(format!("another manager has {field:?}"));
        }
        object = merged;
        let mine = (key.clone(), manager.to_owned());
        let before = self.managers.insert(mine, fields.clone());
        for gone in &before.unwrap_or_default() {
            if !fields.contains(gone) && !others.contains(gone) {
                managed::remove(&mut object, gone);
            }
        }
        Ok(self.put(key, object))
    }

    /// Keeps an object if it differs from what is there, and tells the watches.
    pub fn put(&mut self, key: &Key, mut object: Value) -> Value {
        let before = self.objects.get(key).cloned();
        if before.as_ref() == Some(&object) {
            return object;
        }
        self.version += 1;
        let generation = match &before {
            Some(before) if before["spec"] == object["spec"] => {
                before["metadata"]["generation"].clone()
            }
            Some(before) => json!(before["metadata"]["generation"].as_u64().unwrap() + 1),
            None => json!(1),
        };
        let metadata = object["metadata"].as_object_mut().unwrap();
        metadata.insert("generation".to_owned(), generation);
        metadata.insert("name".to_owned(), json!(key.name));
        metadata.insert(
            "resourceVersion".to_owned(),
            json!(self.version.to_string()),
        );
        metadata
            .entry("uid")
            .or_insert_with(|| json!(format!("uid-{}", self.version)));
        if let Some(namespace) = &key.namespace {
            metadata.insert("namespace".to_owned(), json!(namespace));
        }
        let finalizers = metadata.get("finalizers").and_then(Value::as_array);
        let is_kept = finalizers.is_some_and(|finalizers| !finalizers.is_empty());
        if metadata.contains_key("deletionTimestamp") && !is_kept {
            self.remove(key, before);
        } else {
            self.objects.insert(key.clone(), object.clone());
            self.tell(key, before, Some(object.clone()));
        }
        object
    }

    /// Deletes an object as the API server does: its finalizers are waited for, what it owns goes with it.
    pub fn delete(&mut self, key: &Key) {
        let mut object = self.objects[key].clone();
        object["metadata"]["deletionTimestamp"] = json!("2026-01-01T00:00:00Z");
        self.put(key, object);
    }

    fn remove(&mut self, key: &Key, before: Option<Value>) {
        self.objects.remove(key);
        self.managers.retain(|(of, _), _| of != key);
        let uid = before
            .as_ref()
            .map(|object| object["metadata"]["uid"].clone());
        self.tell(key, before, None);
        let all = self.objects.clone().into_iter();
        for (key, _) in all.filter(|(_, object)| is_owned(object, uid.as_ref())) {
            self.version += 1;
            self.delete(&key);
        }
    }

    fn tell(&mut self, key: &Key, before: Option<Value>, after: Option<Value>) {
        let change = Change {
            version: self.version,
            key: key.clone(),
            before,
            after,
        };
        self.watchers.retain(|(selection, watcher)| {
            let line = selection.line(&change);
            line.is_none_or(|line| watcher.unbounded_send(Ok(line)).is_ok())
        });
        self.history.push(change);
    }

    pub fn list(&self, selection: &Selection) -> Value {
        let items = self
            .objects
            .iter()
            .filter(|(key, object)| selection.covers(key, object));
        let items: Vec<_> = items.map(|(_, object)| selection.shown(object)).collect();
        json!({
            "kind": "List",
            "apiVersion": "v1",
            "metadata": { "resourceVersion": self.version.to_string() },
            "items": items,
        })
    }

    /// What happened since a version, and then what happens; or that this is too long ago.
    pub fn watch(
        &mut self,
        selection: &Selection,
        since: u64,
    ) -> Option<impl Stream<Item = Result<Bytes, Infallible>> + use<>> {
        if since < self.oldest {
            return None;
        }
        let missed = self.history.iter().filter(|change| change.version > since);
        let missed: Vec<_> = missed
            .filter_map(|change| selection.line(change))
            .map(Ok)
            .collect();
        let (sender, receiver) = unbounded();
        self.watchers.push((selection.clone(), sender));
        Some(stream::iter(missed).chain(receiver))
    }

    /// Ends every watch, as a proxy or a restart does; with `forget`, they cannot go on where they were.
    pub fn close_watches(&mut self, forget: bool) {
        self.watchers.clear();
        if forget {
            self.version += 1;
            self.oldest = self.version;
        }
    }
}

impl Selection {
    fn covers(&self, key: &Key, object: &Value) -> bool {
        let same_place = self.namespace.is_none() || self.namespace == key.namespace;
        let labels = &object["metadata"]["labels"];
        self.group == key.group
            && self.resource == key.resource
            && same_place
            && self
                .labels
                .iter()
                .all(|(name, value)| labels[name] == *value)
    }

    /// The event that a watch with this selection gets for a change: an object that no longer matches is gone for it.
    fn line(&self, change: &Change) -> Option<Bytes> {
        let fits = |object: &&Value| self.covers(&change.key, object);
        let before = change.before.as_ref().filter(fits);
        let after = change.after.as_ref().filter(fits);
        let (kind, object) = match (before, after) {
            (None, Some(object)) => ("ADDED", object),
            (Some(_), Some(object)) => ("MODIFIED", object),
            (Some(object), None) => ("DELETED", object),
            (None, None) => return None,
        };
        let change = json!({ "type": kind, "object": self.shown(object) });
        Some(Bytes::from(format!("{change}\n")))
    }

    fn shown(&self, object: &Value) -> Value {
        if !self.metadata_only {
            return object.clone();
        }
        json!({
            "apiVersion": "meta.k8s.io/v1",
            "kind": "PartialObjectMetadata",
            "metadata": object["metadata"],
        })
    }
}

fn is_owned(object: &Value, uid: Option<&Value>) -> bool {
    let owners = object["metadata"]["ownerReferences"].as_array();
    let mut owners = owners.into_iter().flatten();
    owners.any(|owner| Some(&owner["uid"]) == uid)
}
