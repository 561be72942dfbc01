//! Whether each watched namespace is served: the answer of /readyz.
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// A watch that fails is tried again within this time (a pause of seconds, and the patience of a connection), so a
/// failure that is older is over.
const RECENT: Duration = Duration::from_secs(45);

pub struct Health(Mutex<BTreeMap<String, Watch>>);

#[derive(Default)]
struct Watch {
    listed: bool,
    failure: Option<(Instant, String)>,
}

impl Health {
    pub fn new(namespaces: &[String]) -> Self {
        let watches = namespaces
            .iter()
            .map(|namespace| (namespace.clone(), Watch::default()));
        Self(Mutex::new(watches.collect()))
    }

    /// Objects of this namespace can be listed.
    pub fn serving(&self, namespace: &str) {
        let watch = Watch {
            listed: true,
            failure: None,
        };
        self.watches().insert(namespace.to_owned(), watch);
    }

    /// A request for this namespace failed.
    pub fn failing(&self, namespace: &str, reason: String) {
        let mut watches = self.watches();
        let watch = watches.entry(namespace.to_owned()).or_default();
        watch.failure = Some((Instant::now(), reason));
    }

    /// One line per namespace; an error when one of them is not served.
    pub fn report(&self) -> Result<String, String> {
        let watches = self.watches();
        let lines = watches
            .iter()
            .map(|(namespace, watch)| format!("{namespace}: {}\n", watch.describe()));
        let report = lines.collect();
        if watches.values().all(Watch::is_served) {
            Ok(report)
        } else {
            Err(report)
        }
    }

    fn watches(&self) -> MutexGuard<'_, BTreeMap<String, Watch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    fn is_served(&self) -> bool {
        self.listed && self.recent_failure().is_none()
    }

    fn describe(&self) -> &str {
        match (self.recent_failure(), &self.failure) {
            (Some(reason), _) => reason,
            (None, Some((_, reason))) if !self.listed => reason,
            _ if self.listed => "ok",
            _ => "not listed yet",
        }
    }

    fn recent_failure(&self) -> Option<&str> {
        let recent = self
            .failure
            .as_ref()
            .filter(|(at, _)| at.elapsed() < RECENT);
        recent.map(|(_, reason)| reason.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_namespace_that_fails_is_named_until_it_is_served_again() {
        let health = Health::new(&["team-a".to_owned(), "team-b".to_owned()]);
        assert_eq!(
            health.report(),
            Err("team-a: not listed yet\nteam-b: not listed yet\n".to_owned())
        );
        health.serving("team-a");
        health.failing("team-b", "denied".to_owned());
        assert_eq!(
            health.report(),
            Err("team-a: ok\nteam-b: denied\n".to_owned())
        );
        tokio::time::advance(RECENT).await;
        assert_eq!(
            health.report(),
            Err("team-a: ok\nteam-b: denied\n".to_owned())
        );
        health.serving("team-b");
        assert!(health.report().is_ok());
        health.failing("team-b", "a watch broke".to_owned());
        assert!(health.report().is_err());
        tokio::time::advance(RECENT).await;
        assert!(health.report().is_ok());
    }
}
