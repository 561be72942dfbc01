//! What the kubelet and Prometheus asks for over HTTP.
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use controller::NAME;
use controller::machinery::health::Health;
use controller::machinery::metrics::Metrics;
use controller::machinery::server::router;
use tower::ServiceExt as _;

async fn get(health: &Arc<Health>, path: &str) -> (StatusCode, String) {
    let router = router(Arc::clone(health), Metrics::default());
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn it_is_alive_before_it_is_ready_and_says_what_is_missing() {
    let health = Arc::new(Health::new(&["team-a".to_owned()]));
    assert_eq!(get(&health, "/healthz").await.0, StatusCode::OK);
    let (status, report) = get(&health, "/readyz").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(report, "team-a: not listed yet\n");
    health.serving("team-a");
    assert_eq!(get(&health, "/readyz").await.0, StatusCode::OK);
}

#[tokio::test]
async fn it_counts_in_the_format_of_open_metrics() {
    let health = Arc::new(Health::new(&[]));
    let (status, text) = get(&health, "/metrics").await;
    assert_eq!(status, StatusCode::OK);
    let named = format!("{{controller={NAME:?},result=\"error\"}} 0");
    for expected in [
        format!("controller_runtime_reconcile_total{named}"),
        format!("controller_runtime_reconcile_errors_total{{controller={NAME:?}}} 0"),
        format!("workqueue_depth{{controller={NAME:?},name={NAME:?}}} 0"),
        format!("leader_election_master_status{{name={NAME:?}}} 0"),
        format!(
            "controller_build_info{{version={:?}}} 1",
            env!("CARGO_PKG_VERSION")
        ),
    ] {
        assert!(text.contains(&expected), "{expected}: {text}");
    }
    assert!(text.ends_with("# EOF\n"), "{text}");
}
