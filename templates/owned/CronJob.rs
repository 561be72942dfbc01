//! The CronJob of a resource.
use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec, JobSpec, JobTemplateSpec};

use super::Resource;
use crate::machinery::owned::{labels, metadata};
use crate::workload::task_template;

pub fn desired(object: &Resource) -> CronJob {
    CronJob {
        metadata: metadata(object),
        spec: Some(CronJobSpec {
            schedule: "0 3 * * *".to_owned(),
            job_template: JobTemplateSpec {
                spec: Some(JobSpec {
                    template: task_template(labels(object)),
                    ..JobSpec::default()
                }),
                ..JobTemplateSpec::default()
            },
            ..CronJobSpec::default()
        }),
        ..CronJob::default()
    }
}
