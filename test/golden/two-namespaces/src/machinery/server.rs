//! Health and metrics over HTTP, for the kubelet and Prometheus.
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::machinery::health::Health;
use crate::machinery::metrics::Metrics;

/// `/healthz`: the process makes progress. `/readyz`: every namespace is served, or which is not.
pub fn router(health: Arc<Health>, metrics: Metrics) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(async move || readyz(&health)))
        .route("/metrics", get(async move || text(&metrics)))
}

fn readyz(health: &Health) -> impl IntoResponse + use<> {
    match health.report() {
        Ok(report) => (StatusCode::OK, report),
        Err(report) => (StatusCode::SERVICE_UNAVAILABLE, report),
    }
}

fn text(metrics: &Metrics) -> Result<impl IntoResponse + use<>, StatusCode> {
    let text = metrics
        .text()
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(([(CONTENT_TYPE, OPEN_METRICS)], text))
}

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
