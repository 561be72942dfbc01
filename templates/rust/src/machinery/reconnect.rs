//! The pauses before the API server is asked again after a failure: of a watch, and of the first request.
use std::time::Duration;

use kube::runtime::utils::Backoff;
use kube::runtime::watcher::DefaultBackoff;

/// kube's own pauses grow up to a minute: as long as the API server may be back already, and nothing is reconciled.
const LONGEST: Duration = Duration::from_secs(8);

#[derive(Default)]
pub struct Reconnect(DefaultBackoff);

impl Iterator for Reconnect {
    type Item = Duration;

    fn next(&mut self) -> Option<Duration> {
        self.0.next().map(|pause| pause.min(LONGEST))
    }
}

impl Backoff for Reconnect {
    fn reset(&mut self) {
        self.0.reset();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_seconds_and_not_to_a_minute() {
        let pauses: Vec<_> = Reconnect::default().take(10).collect();
        assert!(pauses[0] < Duration::from_secs(2), "{pauses:?}");
        assert_eq!(pauses[9], LONGEST);
    }
}
