//! Health over HTTP, for the kubelet.
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::machinery::health::Health;

/// `/healthz`: the process makes progress. `/readyz`: every namespace is served, or which is not.
pub fn router(health: Arc<Health>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(async move || readyz(&health)))
}

fn readyz(health: &Health) -> impl IntoResponse + use<> {
    match health.report() {
        Ok(report) => (StatusCode::OK, report),
        Err(report) => (StatusCode::SERVICE_UNAVAILABLE, report),
    }
}
