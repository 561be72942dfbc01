//! The ValidatingAdmissionPolicy of a resource.
use k8s_openapi::api::admissionregistration::v1::{
    MatchResources, NamedRuleWithOperations, ValidatingAdmissionPolicy,
    ValidatingAdmissionPolicySpec, Validation,
};

use super::Resource;
use crate::machinery::owned::metadata;

pub fn desired(object: &Resource) -> ValidatingAdmissionPolicy {
    // It has no effect until a ValidatingAdmissionPolicyBinding names it.
    let config_maps = NamedRuleWithOperations {
        api_groups: Some(vec![String::new()]),
        api_versions: Some(vec!["v1".to_owned()]),
        operations: Some(vec!["CREATE".to_owned()]),
        resources: Some(vec!["configmaps".to_owned()]),
        ..NamedRuleWithOperations::default()
    };
    ValidatingAdmissionPolicy {
        metadata: metadata(object),
        spec: Some(ValidatingAdmissionPolicySpec {
            match_constraints: Some(MatchResources {
                resource_rules: Some(vec![config_maps]),
                ..MatchResources::default()
            }),
            validations: Some(vec![Validation {
                expression: "object.metadata.name != ''".to_owned(),
                ..Validation::default()
            }]),
            ..ValidatingAdmissionPolicySpec::default()
        }),
        ..ValidatingAdmissionPolicy::default()
    }
}
