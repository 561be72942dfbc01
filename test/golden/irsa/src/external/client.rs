//! An HTTP client for the declared hosts at their port and no other, over rustls, without redirects.
use std::fmt::{self, Debug};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use futures::future::BoxFuture;
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use super::{ExternalError, HOSTS};

/// Where the controller shows who it is, and nothing else.
#[rustfmt::skip]
const IDENTITY_HOSTS: [&str; 1] = [
    "sts.eu-central-1.amazonaws.com",
];

const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_ANSWER: usize = 1024 * 1024;

type Answer = BoxFuture<'static, Result<Response<Bytes>, ()>>;

#[derive(Clone)]
pub struct HttpClient(Arc<dyn Fn(Request<Full<Bytes>>) -> Answer + Send + Sync>);

impl HttpClient {
    /// Sends requests; the caller need not check where they go.
    pub fn new(send: impl Fn(Request<Full<Bytes>>) -> Answer + Send + Sync + 'static) -> Self {
        Self(Arc::new(send))
    }

    /// Trusts the root certificates of the image; `SSL_CERT_FILE` names other roots.
    pub fn over_tls() -> Result<Self, ExternalError> {
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(ExternalError::Roots)?
            .https_only()
            .enable_http1()
            .build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self::new(move |request| {
            let answer = client.request(request);
            Box::pin(async move {
                let (head, body) = answer.await.map_err(|_| ())?.into_parts();
                let body = Limited::new(body, LONGEST_ANSWER).collect().await;
                let body = body.map_err(|_| ())?.to_bytes();
                Ok(Response::from_parts(head, body))
            })
        }))
    }

    /// Sends a request to a declared host.
    pub async fn send(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Bytes>, ExternalError> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        if !is_declared(request.uri()) {
            return Err(ExternalError::Undeclared(host));
        }
        match tokio::time::timeout(PATIENCE, (self.0)(request)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(())) => Err(ExternalError::Unreachable(host)),
            Err(_) => Err(ExternalError::Late(host)),
        }
    }

    /// Sends a request to an identity service; its answer counts only if it says yes.
    pub async fn ask(&self, request: Request<Full<Bytes>>) -> Result<Bytes, ExternalError> {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let answer = self.send(request).await?;
        if answer.status().is_success() {
            return Ok(answer.into_body());
        }
        Err(ExternalError::Refused(host, answer.status()))
    }
}

fn is_declared(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    match (uri.scheme_str(), uri.port_u16()) {
        (Some("https"), None | Some(443)) => {
            HOSTS.contains(&host) || IDENTITY_HOSTS.contains(&host)
        }
        _ => false,
    }
}

impl Debug for HttpClient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("HttpClient")
    }
}
