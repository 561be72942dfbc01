//! Workload Identity Federation for GKE: the node's metadata server identifies the client.
use std::time::Duration;

use axum::body::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use http_body_util::Full;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::ExternalError;
use super::cache::Cache;
use super::client::HttpClient;

const TOKEN: &str =
    "http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default/token";

#[derive(Debug)]
pub struct Credentials {
    token: Cache<SecretString>,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    expires_in: u64,
}

impl Credentials {
    /// GKE needs no setting in the Pod.
    pub fn read(_: &dyn Fn(&str) -> Option<String>) -> Result<Self, ExternalError> {
        Ok(Self {
            token: Cache::default(),
        })
    }

    /// Adds `Authorization: Bearer …`.
    pub async fn authorize(
        &self,
        request: &mut Request<Full<Bytes>>,
        client: &HttpClient,
    ) -> Result<(), ExternalError> {
        let token = self.token.get(self.renewed(client)).await?;
        let value = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()));
        let mut value = value.map_err(|_| ExternalError::Unusable)?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        Ok(())
    }

    pub async fn forget(&self) {
        self.token.forget().await;
    }

    async fn renewed(
        &self,
        client: &HttpClient,
    ) -> Result<(SecretString, Duration), ExternalError> {
        let senseless = || ExternalError::Senseless(TOKEN.to_owned());
        let request = Request::get(TOKEN)
            .header("Metadata-Flavor", "Google")
            .body(Full::default());
        let answer = client.ask(request.map_err(|_| senseless())?).await?;
        let token: Token = serde_json::from_slice(&answer).map_err(|_| senseless())?;
        let life = Duration::from_secs(token.expires_in);
        Ok((token.access_token.into(), life))
    }
}
