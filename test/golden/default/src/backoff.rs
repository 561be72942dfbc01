//! Retries of an object that fails come ever slower, each object by itself.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kube::ResourceExt as _;
use tokio::time::Instant;

use crate::crd::Resource;

const FIRST: Duration = Duration::from_secs(1);
const LAST: Duration = Duration::from_secs(300);

/// How often each object failed in a row, and when last, by its uid.
#[derive(Default)]
pub struct Backoff(Mutex<HashMap<String, (u32, Instant)>>);

impl Backoff {
    /// Counts a failure and says how long to wait: 1, 2, 4 … seconds, at most five minutes.
    pub fn failed(&self, object: &Resource) -> Duration {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // An object that is deleted while it fails is never seen again.
        failures.retain(|_, (_, last)| last.elapsed() < 2 * LAST);
        let uid = object.uid().unwrap_or_default();
        let count = failures.get(&uid).map_or(0, |(count, _)| *count);
        failures.insert(uid, (count + 1, Instant::now()));
        FIRST.saturating_mul(2_u32.saturating_pow(count)).min(LAST)
    }

    /// Forgets the failures of an object that succeeded or is gone.
    pub fn forget(&self, object: &Resource) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&object.uid().unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crd::ResourceSpec;

    #[test]
    fn waits_longer_each_time_and_starts_anew_after_success() {
        let object = Resource::new("example", ResourceSpec::default());
        let backoff = Backoff::default();
        let delays: Vec<_> = (0..10).map(|_| backoff.failed(&object).as_secs()).collect();
        assert_eq!(delays, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
        backoff.forget(&object);
        assert_eq!(backoff.failed(&object), FIRST);
    }
    #[tokio::test(start_paused = true)]
    async fn an_object_that_is_not_seen_again_is_forgotten() {
        let backoff = Backoff::default();
        let mut object = Resource::new("example", ResourceSpec::default());
        backoff.failed(&object);
        tokio::time::advance(2 * LAST).await;
        object.metadata.uid = Some("another".to_owned());
        backoff.failed(&object);
        let failures = backoff.0.lock().unwrap();
        assert_eq!(failures.keys().collect::<Vec<_>>(), ["another"]);
    }
}
