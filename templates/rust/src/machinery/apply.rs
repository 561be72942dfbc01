//! Server-side apply of owned objects.
use std::fmt::Debug;

use kube::api::{Patch, PatchParams};
use kube::{Api, Resource, ResourceExt as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::NAME;
use crate::error::Error;

/// Creates or updates `desired`, and takes back every field of it that another client changed.
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
