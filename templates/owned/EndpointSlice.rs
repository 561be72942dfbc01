//! The EndpointSlice of a resource.
use k8s_openapi::api::discovery::v1::EndpointSlice;

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> EndpointSlice {
    EndpointSlice {
        metadata: metadata(object),
        address_type: "IPv4".to_owned(),
        endpoints: Vec::new(),
        ..EndpointSlice::default()
    }
}
