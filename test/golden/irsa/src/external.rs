//! Services outside the cluster: which hosts, as whom, and how an answer is judged.
pub mod aws;
pub mod cache;
pub mod client;
pub mod credentials;
pub mod form;
pub mod token_file;

use std::path::PathBuf;

use axum::body::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::Full;

use client::HttpClient;
use credentials::Credentials;

/// The hosts that the controller calls. Another one needs a line here, and one in the NetworkPolicy.
#[rustfmt::skip]
pub const HOSTS: [&str; 1] = [
    "example.s3.eu-central-1.amazonaws.com",
];

/// No message of these carries a token: they end up in logs, in the status and in events.
#[derive(Debug, thiserror::Error)]
pub enum ExternalError {
    #[error("{0} must be set: {1}")]
    Environment(&'static str, &'static str),
    #[error("cannot read the token in {0}")]
    TokenFile(PathBuf, #[source] std::io::Error),
    #[error("the token in {0} is the API server's; it must not leave the cluster")]
    ApiServerToken(PathBuf),
    #[error("cannot read the root certificates")]
    Roots(#[source] std::io::Error),
    #[error("{0} is not a host that this controller may call")]
    Undeclared(String),
    #[error("{0} cannot be reached")]
    Unreachable(String),
    #[error("{0} did not answer in time")]
    Late(String),
    #[error("{0} answered {1}")]
    Refused(String, StatusCode),
    #[error("{0} answered something that makes no sense")]
    Senseless(String),
    #[error("the credentials cannot be used in a request")]
    Unusable,
}

#[derive(Debug)]
pub struct External {
    client: HttpClient,
    credentials: Credentials,
}

impl External {
    /// Tests pass a client whose requests stay on the machine.
    pub fn new(client: HttpClient, credentials: Credentials) -> Self {
        Self {
            client,
            credentials,
        }
    }

    pub fn from_env() -> Result<Self, ExternalError> {
        let credentials = Credentials::read(&|variable| std::env::var(variable).ok())?;
        Ok(Self::new(HttpClient::over_tls()?, credentials))
    }

    /// Whether the first host accepts the identity of this controller. Put your own requests here.
    pub async fn check(&self) -> Result<(), ExternalError> {
        let [host, ..] = HOSTS;
        let status = self.get(host, "/").await?.status();
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Err(ExternalError::Refused(host.to_owned(), status))
            }
            _ if status.is_server_error() => Err(ExternalError::Refused(host.to_owned(), status)),
            _ => Ok(()),
        }
    }

    /// Calls a host. If it refuses the credentials, they are renewed: they may have been rotated.
    pub async fn get(&self, host: &str, path: &str) -> Result<Response<Bytes>, ExternalError> {
        let answer = self.get_once(host, path).await?;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return Ok(answer);
        }
        self.credentials.forget().await;
        self.get_once(host, path).await
    }

    async fn get_once(&self, host: &str, path: &str) -> Result<Response<Bytes>, ExternalError> {
        let request = Request::get(format!("https://{host}{path}")).body(Full::default());
        let mut request = request.map_err(|_| ExternalError::Undeclared(host.to_owned()))?;
        self.credentials
            .authorize(&mut request, &self.client)
            .await?;
        self.client.send(request).await
    }
}
