//! Tokens that the kubelet writes into files, and replaces there.
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::ExternalError;

/// Where the API server's own token is.
const API_SERVER: &str = "kubernetes.io/serviceaccount";

#[derive(Clone, Debug)]
pub struct TokenFile(PathBuf);

impl TokenFile {
    /// Refuses the token of the API server: anyone who receives it could act as this controller.
    pub fn new(path: impl Into<PathBuf>) -> Result<Self, ExternalError> {
        let path = path.into();
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let is_api_server = |path: &Path| path.to_string_lossy().contains(API_SERVER);
        if is_api_server(&path) || is_api_server(&real) {
            return Err(ExternalError::ApiServerToken(path));
        }
        Ok(Self(path))
    }

    /// Reads the file each time: the kubelet may just have replaced it.
    pub async fn read(&self) -> Result<SecretString, ExternalError> {
        let unreadable = |source| ExternalError::TokenFile(self.0.clone(), source);
        let path = self.0.clone();
        let read = tokio::task::spawn_blocking(move || std::fs::read_to_string(path));
        let text = read.await.map_err(std::io::Error::other).flatten();
        let text = SecretString::from(text.map_err(unreadable)?);
        Ok(trimmed(&text))
    }
}

fn trimmed(text: &SecretString) -> SecretString {
    use secrecy::ExposeSecret as _;
    SecretString::from(text.expose_secret().trim())
}
