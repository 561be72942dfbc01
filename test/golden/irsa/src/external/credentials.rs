//! IAM roles for service accounts: EKS injects a token, which STS exchanges for keys that live an hour.
use std::time::Duration;

use aws_credential_types::Credentials as Keys;
use axum::body::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;
use http_body_util::Full;
use secrecy::ExposeSecret as _;

use super::cache::Cache;
use super::client::HttpClient;
use super::form::form;
use super::token_file::TokenFile;
use super::{ExternalError, aws};

const STS: &str = "https://sts.eu-central-1.amazonaws.com/";
const INJECTED: &str = "EKS injects it where the ServiceAccount has its annotation";
const LIFE: Duration = Duration::from_secs(3600);

#[derive(Debug)]
pub struct Credentials {
    token: TokenFile,
    role: String,
    keys: Cache<Keys>,
}

impl Credentials {
    pub fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self, ExternalError> {
        let injected =
            |variable| lookup(variable).ok_or(ExternalError::Environment(variable, INJECTED));
        Ok(Self {
            token: TokenFile::new(injected("AWS_WEB_IDENTITY_TOKEN_FILE")?)?,
            role: injected("AWS_ROLE_ARN")?,
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
        let token = self.token.read().await?;
        let body = form(&[
            ("Action", "AssumeRoleWithWebIdentity"),
            ("Version", "2011-06-15"),
            ("DurationSeconds", &LIFE.as_secs().to_string()),
            ("RoleArn", &self.role),
            ("RoleSessionName", "controller"),
            ("WebIdentityToken", token.expose_secret()),
        ]);
        let request = Request::post(STS)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(body));
        let answer = client.ask(request.map_err(|_| senseless())?).await?;
        let answer = str::from_utf8(&answer).map_err(|_| senseless())?;
        let text = |element| text_of(answer, element).ok_or_else(senseless);
        let (id, secret) = (text("AccessKeyId")?, text("SecretAccessKey")?);
        let keys = Keys::new(id, secret, Some(text("SessionToken")?), None, "sts");
        Ok((keys, LIFE))
    }
}

fn senseless() -> ExternalError {
    ExternalError::Senseless(STS.to_owned())
}

/// The text of an XML element that occurs once and has no children: the answers of STS are that simple.
fn text_of(xml: &str, element: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{element}>"))?;
    let (text, _) = rest.split_once(&format!("</{element}>"))?;
    Some(text.to_owned())
}
