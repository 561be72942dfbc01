//! RBAC as Kubernetes evaluates it, over the Roles and ClusterRoles that are installed.
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display, Write as _};

use serde_json::Value;

use super::installed::RBAC;

/// One request as the authorizer sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    pub verb: &'static str,
    pub group: String,
    /// With its subresource: `documents/status`.
    pub resource: String,
    pub namespace: Option<String>,
    /// Unknown where an object is created by POST, and for collections.
    pub name: Option<String>,
}

/// One verb on one resource, the smallest thing that a rule can grant.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    pub role: String,
    /// None in a ClusterRole that a ClusterRoleBinding binds.
    pub namespace: Option<String>,
    pub verb: String,
    pub group: String,
    pub resource: String,
    pub name: Option<String>,
}

/// Everything that these objects grant to a ServiceAccount.
pub fn grants(objects: &[Value], service_account: &str) -> Vec<Grant> {
    let bindings = objects.iter().filter(|object| {
        let subjects = object["subjects"].as_array();
        let mut subjects = subjects.into_iter().flatten();
        subjects.any(|subject| subject["name"] == service_account)
    });
    bindings
        .flat_map(|binding| granted_by(binding, objects))
        .collect()
}

fn granted_by(binding: &Value, objects: &[Value]) -> Vec<Grant> {
    let role = objects.iter().find(|object| {
        let same_place = object["metadata"]["namespace"] == binding["metadata"]["namespace"];
        object["kind"] == binding["roleRef"]["kind"]
            && object["metadata"]["name"] == binding["roleRef"]["name"]
            && (same_place || object["kind"] == "ClusterRole")
    });
    let role = role.unwrap_or_else(|| panic!("{} binds no Role here", binding["metadata"]["name"]));
    let mut grants = Vec::new();
    for rule in role["rules"].as_array().unwrap() {
        for (group, resource, verb, name) in combinations(rule) {
            grants.push(Grant {
                role: format!(
                    "{} {}",
                    text(&role["kind"]),
                    text(&role["metadata"]["name"])
                ),
                namespace: binding["metadata"]["namespace"].as_str().map(str::to_owned),
                verb,
                group,
                resource,
                name,
            });
        }
    }
    grants
}

fn combinations(rule: &Value) -> Vec<(String, String, String, Option<String>)> {
    let names = match strings(&rule["resourceNames"]) {
        names if names.is_empty() => vec![None],
        names => names.into_iter().map(Some).collect(),
    };
    let mut all = Vec::new();
    for group in strings(&rule["apiGroups"]) {
        for resource in strings(&rule["resources"]) {
            for verb in strings(&rule["verbs"]) {
                for name in &names {
                    all.push((group.clone(), resource.clone(), verb.clone(), name.clone()));
                }
            }
        }
    }
    all
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(text).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// The rules that `missing` needs, as YAML to paste, and where they go; empty when nothing is missing.
pub fn to_paste(missing: &[Access], grants: &[Grant]) -> String {
    let mut rules: BTreeMap<_, (BTreeSet<_>, BTreeSet<_>)> = BTreeMap::new();
    for access in missing {
        let rule = (access.group.clone(), access.resource.clone());
        let (verbs, places) = rules.entry(rule).or_default();
        verbs.insert(access.verb);
        places.insert(place_of(access, grants));
    }
    let mut text = String::new();
    for ((group, resource), (verbs, places)) in rules {
        let places = Vec::from_iter(places).join(" and ");
        let verbs = Vec::from_iter(verbs).join(", ");
        let _ = write!(
            text,
            "\n{RBAC} lacks this rule in {places}; say in it why the code needs it:\n\n  \
             # \n  - apiGroups: [{group:?}]\n    resources: [{resource}]\n    verbs: [{verbs}]\n"
        );
    }
    text
}

/// The Role that has most rules where the request went.
fn place_of(access: &Access, grants: &[Grant]) -> String {
    let there = |grant: &&Grant| grant.namespace == access.namespace || grant.namespace.is_none();
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    for grant in grants.iter().filter(there) {
        *roles.entry(&grant.role).or_default() += 1;
    }
    let role = roles.into_iter().max_by_key(|(_, count)| *count);
    let Some((role, _)) = role else {
        return "a Role of its own".to_owned();
    };
    match &access.namespace {
        Some(namespace) if role.starts_with("Role") => format!("the {role} of {namespace}"),
        _ => format!("the {role}"),
    }
}

#[test]
fn what_is_missing_is_one_rule_to_paste() {
    let access = |verb, namespace: &str| Access {
        verb,
        group: "apps".to_owned(),
        resource: "deployments".to_owned(),
        namespace: Some(namespace.to_owned()),
        name: None,
    };
    let missing = [
        access("patch", "team-a"),
        access("create", "team-a"),
        access("patch", "team-a"),
    ];
    assert_eq!(
        to_paste(&missing, &[]),
        format!(
            "\n{RBAC} lacks this rule in a Role of its own; say in it why the code needs it:\n\n  # \n  \
             - apiGroups: [\"apps\"]\n    resources: [deployments]\n    verbs: [create, patch]\n"
        )
    );
    assert_eq!(to_paste(&[], &[]), "");
}

impl Grant {
    pub fn allows(&self, access: &Access) -> bool {
        let fits = |granted: &str, asked: &str| granted == "*" || granted == asked;
        fits(&self.verb, access.verb)
            && fits(&self.group, &access.group)
            && fits(&self.resource, &access.resource)
            && (self.namespace.is_none() || self.namespace == access.namespace)
            && (self.name.is_none() || self.name == access.name)
    }
}

impl Display for Grant {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {} {}", self.role, self.verb, self.resource)?;
        write_rest(
            out,
            &self.group,
            self.namespace.as_deref(),
            self.name.as_deref(),
        )
    }
}

impl Display for Access {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.verb, self.resource)?;
        write_rest(
            out,
            &self.group,
            self.namespace.as_deref(),
            self.name.as_deref(),
        )
    }
}

fn write_rest(
    out: &mut fmt::Formatter<'_>,
    group: &str,
    namespace: Option<&str>,
    name: Option<&str>,
) -> fmt::Result {
    if !group.is_empty() {
        write!(out, ".{group}")?;
    }
    if let Some(name) = name {
        write!(out, " {name:?}")?;
    }
    match namespace {
        Some(namespace) => write!(out, " in {namespace}"),
        None => write!(out, " in the cluster"),
    }
}
