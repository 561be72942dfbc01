//! A credential that is kept while it is valid.
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

/// A credential is renewed before it expires, so that none expires in transit.
const MARGIN: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub struct Cache<T>(Mutex<Option<(Instant, T)>>);

impl<T: Clone> Cache<T> {
    /// The cached credential, or the one that `renewed` returns with its lifetime.
    pub async fn get<E>(
        &self,
        renewed: impl Future<Output = Result<(T, Duration), E>>,
    ) -> Result<T, E> {
        let mut kept = self.0.lock().await;
        match &*kept {
            Some((until, credential)) if Instant::now() < *until => Ok(credential.clone()),
            _ => {
                let (credential, life) = renewed.await?;
                let until = Instant::now() + life.saturating_sub(MARGIN);
                *kept = Some((until, credential.clone()));
                Ok(credential)
            }
        }
    }

    pub async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}
