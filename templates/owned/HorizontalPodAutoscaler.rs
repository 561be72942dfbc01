//! The HorizontalPodAutoscaler of a resource.
use k8s_openapi::api::autoscaling::v2::{
    CrossVersionObjectReference, HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec,
};

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> HorizontalPodAutoscaler {
    HorizontalPodAutoscaler {
        metadata: metadata(object),
        spec: Some(HorizontalPodAutoscalerSpec {
            max_replicas: 2,
            scale_target_ref: CrossVersionObjectReference {
                api_version: Some("apps/v1".to_owned()),
                kind: "Deployment".to_owned(),
                name: metadata(object).name.unwrap_or_default(),
            },
            ..HorizontalPodAutoscalerSpec::default()
        }),
        ..HorizontalPodAutoscaler::default()
    }
}
