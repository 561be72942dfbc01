//! The number of objects that wait for a reconciliation: kube shows those that it has seen, this counts those begun.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kube::api::ObjectMeta;
use kube::runtime::reflector::Store;

use crate::machinery::kind::Kind;

/// Cheap to clone: clones count together.
#[derive(Clone, Default)]
pub struct Queue(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    stores: Vec<Box<dyn Fn() -> Vec<Version> + Send>>,
    begun: HashMap<String, String>,
}

/// The uid of an object, and its resource version.
type Version = (String, String);

impl Queue {
    /// Counts the objects of this store too.
    pub fn watch<K: Kind>(&self, store: Store<K>) {
        let versions = move || {
            let objects = store.state();
            Vec::from_iter(objects.iter().filter_map(|object| version(object.meta())))
        };
        self.state().stores.push(Box::new(versions));
    }

    /// A reconciliation begins with the object as it is here.
    pub fn begin(&self, object: &ObjectMeta) {
        self.state().begun.extend(version(object));
    }

    /// The objects that changed, and with which no reconciliation has begun since. What is tried again, or comes back
    /// because of what it owns, is not among them.
    pub fn depth(&self) -> usize {
        let mut state = self.state();
        let stores = state.stores.iter();
        let seen: HashMap<_, _> = stores.flat_map(|versions| versions()).collect();
        // A deleted object is not seen again.
        state.begun.retain(|uid, _| seen.contains_key(uid));
        let waits = |(uid, version): &(&String, &String)| state.begun.get(*uid) != Some(*version);
        seen.iter().filter(waits).count()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn version(object: &ObjectMeta) -> Option<Version> {
    object.uid.clone().zip(object.resource_version.clone())
}

#[cfg(test)]
mod tests {
    use kube::runtime::reflector;
    use kube::runtime::watcher::Event;

    use super::*;
    use crate::crd::Resource;

    fn object(version: &str) -> Resource {
        Resource {
            metadata: ObjectMeta {
                name: Some("example".to_owned()),
                uid: Some("one".to_owned()),
                resource_version: Some(version.to_owned()),
                ..ObjectMeta::default()
            },
            ..Resource::default()
        }
    }

    #[test]
    fn an_object_waits_until_a_reconciliation_begins_with_it_as_it_is() {
        let (store, mut writer) = reflector::store();
        let queue = Queue::default();
        queue.watch(store);
        for version in ["1", "2"] {
            writer.apply_watcher_event(&Event::Apply(object(version)));
            assert_eq!(queue.depth(), 1);
            queue.begin(&object(version).metadata);
            assert_eq!(queue.depth(), 0);
        }
        writer.apply_watcher_event(&Event::Delete(object("2")));
        assert_eq!(queue.depth(), 0);
        assert_eq!(queue.state().begun.len(), 0);
    }
}
