//! What has to be undone when a resource is deleted.
use kube::ResourceExt as _;

use crate::crd::Resource;
use crate::error::Error;

/// Runs before the resource goes, and again until it succeeds: it must be idempotent. Garbage collection
/// removes what the resource owns, so only other things need a line here. If there are none, remove the finalizer.
pub async fn cleanup(object: &Resource) -> Result<(), Error> {
    tracing::info!(name = object.name_any(), "cleaned up");
    Ok(())
}
