//! What Prometheus reads at /metrics, under the names of controller-runtime, so that its dashboards and alerts fit.
use std::sync::atomic::AtomicI64;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use tokio::time::Instant;

use crate::NAME;
use crate::machinery::controller::AT_ONCE;
use crate::machinery::queue::Queue;

type Labels<const COUNT: usize> = [(&'static str, String); COUNT];

/// Cheap to clone: clones count together.
#[derive(Clone)]
pub struct Metrics {
    pub queue: Queue,
    reconciliations: Family<Labels<1>, Counter>,
    duration: Histogram,
    active: Gauge<i64, AtomicI64>,
    watch_failures: Family<Labels<1>, Counter>,
    leader: Gauge<i64, AtomicI64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let reconciliations = Family::<Labels<1>, Counter>::default();
        // There from the start, so that a rate is not missing until something went wrong.
        for result in ["success", "error"] {
            drop(reconciliations.get_or_create(&[("result", result.to_owned())]));
        }
        Self {
            queue: Queue::default(),
            reconciliations,
            duration: Histogram::new(SECONDS),
            active: Gauge::default(),
            watch_failures: Family::default(),
            leader: Gauge::default(),
        }
    }
}

/// From a few milliseconds to a minute.
const SECONDS: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0,
];

impl Metrics {
    /// Starts the clock of one reconciliation.
    pub fn reconciliation(&self) -> Timer<'_> {
        self.active.inc();
        Timer(self, Instant::now())
    }

    pub fn watch_failed(&self, namespace: &str) {
        let labels = [("namespace", namespace.to_owned())];
        self.watch_failures.get_or_create(&labels).inc();
    }

    pub fn leads(&self) {
        self.leader.set(1);
    }

    /// All metrics in the text format of OpenMetrics.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut all = Registry::default();
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        all.register("controller_build", "What runs here", build);
        let named = [("name".into(), NAME.into())].into_iter();
        let leader = all.sub_registry_with_labels(named);
        leader.register(
            "leader_election_master_status",
            "Whether it leads",
            self.leader.clone(),
        );
        let labels = [("controller".into(), NAME.into())].into_iter();
        let runtime = all.sub_registry_with_labels(labels);
        let (done, time) = (self.reconciliations.clone(), self.duration.clone());
        runtime.register(
            "controller_runtime_reconcile",
            "How reconciliations ended",
            done,
        );
        runtime.register(
            "controller_runtime_reconcile_time_seconds",
            "How long they took",
            time,
        );
        let failed = [("result", "error".to_owned())];
        let errors = self.reconciliations.get_or_create(&failed).clone();
        runtime.register(
            "controller_runtime_reconcile_errors",
            "How many failed",
            errors,
        );
        let active = self.active.clone();
        runtime.register(
            "controller_runtime_active_workers",
            "How many are at work",
            active,
        );
        let most = Gauge::<i64, AtomicI64>::default();
        most.set(AT_ONCE.into());
        runtime.register(
            "controller_runtime_max_concurrent_reconciles",
            "At most",
            most,
        );
        let watches = self.watch_failures.clone();
        runtime.register("controller_watch_failures", "Watches that failed", watches);
        let labels = [
            ("controller".into(), NAME.into()),
            ("name".into(), NAME.into()),
        ];
        let queue = all.sub_registry_with_labels(labels.into_iter());
        let depth = Gauge::<i64, AtomicI64>::default();
        depth.set(self.queue.depth().try_into().unwrap_or(i64::MAX));
        queue.register("workqueue_depth", "Changed objects that wait", depth);
        let mut text = String::new();
        encode(&mut text, &all)?;
        Ok(text)
    }
}

/// One reconciliation at work, until it is dropped.
pub struct Timer<'a>(&'a Metrics, Instant);

impl Timer<'_> {
    /// Counts how it ended.
    pub fn end(self, is_success: bool) {
        let result = if is_success { "success" } else { "error" };
        let labels = [("result", result.to_owned())];
        self.0.reconciliations.get_or_create(&labels).inc();
    }
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.0.active.dec();
        self.0.duration.observe(self.1.elapsed().as_secs_f64());
    }
}
