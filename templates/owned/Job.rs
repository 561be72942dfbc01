//! The Job of a resource.
use k8s_openapi::api::batch::v1::{Job, JobSpec};

use super::{labels, metadata};
use crate::crd::Resource;
use crate::workload::template;

pub fn desired(object: &Resource) -> Job {
    Job {
        metadata: metadata(object),
        spec: Some(JobSpec {
            backoff_limit: Some(3),
            template: template(labels(object), "Never"),
            ..JobSpec::default()
        }),
        ..Job::default()
    }
}
