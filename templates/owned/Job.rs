//! The Job of a resource.
use k8s_openapi::api::batch::v1::{Job, JobSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::task_template;

pub fn desired(object: &Resource) -> Job {
    Job {
        metadata: metadata(object),
        spec: Some(JobSpec {
            backoff_limit: Some(3),
            template: task_template(labels(object)),
            ..JobSpec::default()
        }),
        ..Job::default()
    }
}
