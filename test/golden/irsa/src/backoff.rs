//! Retries of an object that fails come ever slower, each object by itself.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use kube::ResourceExt as _;

use crate::crd::Resource;

const FIRST: Duration = Duration::from_secs(1);
const LAST: Duration = Duration::from_secs(300);

/// How often each object failed in a row, by its uid.
#[derive(Default)]
pub struct Backoff(Mutex<HashMap<String, u32>>);

impl Backoff {
    /// Counts a failure and says how long to wait: 1, 2, 4 … seconds, at most five minutes.
    pub fn failed(&self, object: &Resource) -> Duration {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = failures
            .entry(object.uid().unwrap_or_default())
            .or_default();
        let delay = FIRST.saturating_mul(2_u32.saturating_pow(*count)).min(LAST);
        *count += 1;
        delay
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
}
