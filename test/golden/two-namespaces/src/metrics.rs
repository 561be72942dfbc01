//! What Prometheus reads at /metrics.
use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use tokio::time::Instant;

/// Cheap to clone: clones count together.
#[derive(Clone)]
pub struct Metrics {
    duration: Histogram,
    failures: Counter,
    watch_failures: Family<[(&'static str, String); 1], Counter>,
    leader: Gauge<f64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            duration: Histogram::new(exponential_buckets(0.005, 2.0, 12)),
            failures: Counter::default(),
            watch_failures: Family::default(),
            leader: Gauge::default(),
        }
    }
}

impl Metrics {
    /// Starts the clock of one reconciliation; it stops when the value is dropped.
    pub fn reconciliation(&self) -> Timer {
        Timer(self.duration.clone(), Instant::now())
    }

    pub fn failed(&self) {
        self.failures.inc();
    }

    pub fn watch_failed(&self, namespace: &str) {
        let labels = [("namespace", namespace.to_owned())];
        self.watch_failures.get_or_create(&labels).inc();
    }

    pub fn leads(&self) {
        self.leader.set(1.0);
    }

    /// All metrics in the text format of OpenMetrics.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("controller");
        registry.register(
            "reconcile_duration_seconds",
            "Time of a reconciliation",
            self.duration.clone(),
        );
        registry.register(
            "reconcile_failures",
            "Reconciliations that failed",
            self.failures.clone(),
        );
        registry.register(
            "watch_failures",
            "Watches that failed",
            self.watch_failures.clone(),
        );
        registry.register(
            "leader",
            "Whether this replica holds the Lease",
            self.leader.clone(),
        );
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

pub struct Timer(Histogram, Instant);

impl Drop for Timer {
    fn drop(&mut self) {
        self.0.observe(self.1.elapsed().as_secs_f64());
    }
}
