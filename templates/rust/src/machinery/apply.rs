//! Server-side apply of what is owned.
use std::fmt::Debug;

use kube::api::{Patch, PatchParams};
use kube::{Api, Resource, ResourceExt as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::NAME;
use crate::error::Error;

/// Makes `desired` so, whether it exists or not, and takes back every field of it that somebody else changed.
pub async fn apply<K>(api: &Api<K>, desired: &K) -> Result<(), Error>
where
    K: Clone + Debug + DeserializeOwned + Resource<DynamicType = ()> + Serialize,
{
    let name = desired.name_any();
    let params = PatchParams::apply(NAME).force();
    match api.patch(&name, &params, &Patch::Apply(desired)).await {
        Ok(_) => Ok(()),
        Err(source) => Err(Error::Apply {
            kind: K::kind(&()).into_owned(),
            name,
            source,
        }),
    }
}
