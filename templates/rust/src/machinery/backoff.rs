//! Retries of a failing object slow down, for each object separately, whatever else happens to it meanwhile.
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kube::api::ObjectMeta;
use tokio::time::Instant;

const FIRST: Duration = Duration::from_secs(1);
const LAST: Duration = Duration::from_secs(300);

/// The failures in a row of each object, by its uid.
#[derive(Default)]
pub struct Backoff(Mutex<HashMap<String, Failures>>);

struct Failures {
    count: u32,
    /// What was tried. A changed spec or a deletion counts as something new.
    tried: (Option<i64>, bool),
    last: Instant,
    due: Instant,
}

impl Backoff {
    /// How long an object that failed must still wait. The watches bring it back sooner: with the status that tells of
    /// the failure, and with whatever others write to it or to what it owns.
    pub fn wait(&self, object: &ObjectMeta) -> Option<Duration> {
        let failures = self.failures();
        let known = failures.get(object.uid.as_deref().unwrap_or_default())?;
        let wait = known.due.saturating_duration_since(Instant::now());
        (known.tried == version(object) && !wait.is_zero()).then_some(wait)
    }

    /// Counts a failure and says how long to wait: 1, 2, 4 … seconds, at most five minutes, and a little longer.
    pub fn failed(&self, object: &ObjectMeta) -> Duration {
        let mut failures = self.failures();
        let now = Instant::now();
        // An object that is deleted while it fails is never seen again.
        failures.retain(|_, known| now.duration_since(known.last) < 2 * LAST);
        let uid = object.uid.clone().unwrap_or_default();
        let count = failures.get(&uid).map_or(0, |known| known.count);
        let delay = FIRST.saturating_mul(2_u32.saturating_pow(count)).min(LAST);
        let delay = spread(delay, object);
        let failed = Failures {
            count: count.saturating_add(1),
            tried: version(object),
            last: now,
            due: now + delay,
        };
        failures.insert(uid, failed);
        delay
    }

    /// Forgets the failures of an object that succeeded or is gone.
    pub fn forget(&self, object: &ObjectMeta) {
        self.failures()
            .remove(object.uid.as_deref().unwrap_or_default());
    }

    fn failures(&self) -> MutexGuard<'_, HashMap<String, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn version(object: &ObjectMeta) -> (Option<i64>, bool) {
    (object.generation, object.deletion_timestamp.is_some())
}

/// Up to a quarter longer, different for each object: after an outage they do not all come back at once.
pub fn spread(delay: Duration, object: &ObjectMeta) -> Duration {
    let mut hasher = DefaultHasher::new();
    object.uid.hash(&mut hasher);
    let parts = u32::try_from(hasher.finish() % 250).unwrap_or_default();
    delay + delay * parts / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(uid: &str) -> ObjectMeta {
        ObjectMeta {
            uid: Some(uid.to_owned()),
            ..ObjectMeta::default()
        }
    }

    #[test]
    fn waits_longer_each_time_and_starts_anew_after_success() {
        let object = object("one");
        let backoff = Backoff::default();
        for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            let (delay, least) = (backoff.failed(&object), Duration::from_secs(expected));
            assert!(delay >= least && delay <= least * 5 / 4, "{delay:?}");
        }
        backoff.forget(&object);
        assert!(backoff.failed(&object) < 2 * FIRST);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_but_news_comes_before_the_wait_is_over() {
        let mut object = object("one");
        let backoff = Backoff::default();
        assert_eq!(backoff.wait(&object), None);
        let delay = backoff.failed(&object);
        assert_eq!(backoff.wait(&object), Some(delay));
        object.generation = Some(2);
        assert_eq!(backoff.wait(&object), None);
        let delay = backoff.failed(&object);
        tokio::time::advance(delay).await;
        assert_eq!(backoff.wait(&object), None);
    }

    #[test]
    fn objects_that_fail_together_come_back_apart() {
        let delays = (0..10).map(|uid| spread(LAST, &object(&uid.to_string())));
        let different: std::collections::BTreeSet<_> = delays.collect();
        assert!(different.len() > 5, "{different:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn an_object_that_is_not_seen_again_is_forgotten() {
        let backoff = Backoff::default();
        backoff.failed(&object("one"));
        tokio::time::advance(2 * LAST).await;
        backoff.failed(&object("another"));
        let failures = backoff.failures();
        assert_eq!(failures.keys().collect::<Vec<_>>(), ["another"]);
    }
}
