//! What every reconciliation shares.
use kube::Client;
use kube::runtime::events::Recorder;

use crate::NAME;
use crate::external::External;
use crate::machinery::backoff::Backoff;

pub struct Context {
    pub client: Client,
    pub backoff: Backoff,
    pub external: External,
    /// Kept here because it remembers what it published: an event that repeats becomes a series.
    pub recorder: Recorder,
}

impl Context {
    pub fn new(client: Client, external: External) -> Self {
        Self {
            recorder: Recorder::new(client.clone(), NAME.into()),
            backoff: Backoff::default(),
            client,
            external,
        }
    }
}
