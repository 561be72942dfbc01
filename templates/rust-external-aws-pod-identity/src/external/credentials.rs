//! EKS Pod Identity: its agent on the node exchanges an injected token for keys.
use std::time::Duration;

use aws_credential_types::Credentials as Keys;
use axum::body::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use http_body_util::Full;
use secrecy::ExposeSecret as _;
use serde::Deserialize;

use super::cache::Cache;
use super::client::HttpClient;
use super::token_file::TokenFile;
use super::{ExternalError, aws};

const INJECTED: &str = "EKS injects it where the ServiceAccount has an association";
/// The keys live for six hours; the agent gives the same ones while they do.
const LIFE: Duration = Duration::from_secs(900);

#[derive(Debug)]
pub struct Credentials {
    agent: String,
    token: TokenFile,
    keys: Cache<Keys>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    access_key_id: String,
    secret_access_key: String,
    token: String,
}

impl Credentials {
    pub fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self, ExternalError> {
        let injected =
            |variable| lookup(variable).ok_or(ExternalError::Environment(variable, INJECTED));
        Ok(Self {
            agent: injected("AWS_CONTAINER_CREDENTIALS_FULL_URI")?,
            token: TokenFile::new(injected("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")?)?,
            keys: Cache::default(),
        })
    }

    /// Signs the request.
    pub async fn authorize(
        &self,
        request: &mut Request<Full<Bytes>>,
        client: &HttpClient,
    ) -> Result<(), ExternalError> {
        let keys = self.keys.get(self.renewed(client)).await?;
        aws::signed(request, &keys)
    }

    pub async fn forget(&self) {
        self.keys.forget().await;
    }

    async fn renewed(&self, client: &HttpClient) -> Result<(Keys, Duration), ExternalError> {
        let senseless = || ExternalError::Senseless(self.agent.clone());
        let token = self.token.read().await?;
        let token = HeaderValue::from_str(token.expose_secret());
        let request = Request::get(&self.agent)
            .header(AUTHORIZATION, token.map_err(|_| ExternalError::Unusable)?)
            .body(Full::default());
        let answer = client.ask(request.map_err(|_| senseless())?).await?;
        let answer: Answer = serde_json::from_slice(&answer).map_err(|_| senseless())?;
        let (id, secret) = (answer.access_key_id, answer.secret_access_key);
        let keys = Keys::new(id, secret, Some(answer.token), None, "eks");
        Ok((keys, LIFE))
    }
}
