//! docs/security.md has a row for each permission that is granted, and no other row.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::installed::{self, RBAC};
use super::rbac;

/// A verb on a resource, as a row names it: group, resource, verb.
type Permission = (String, String, String);

#[test]
fn the_rows_are_what_is_granted() {
    let rows = rows();
    let granted: BTreeSet<Permission> = accounts()
        .iter()
        .flat_map(|account| rbac::grants(installed::objects(), account))
        .map(|grant| (grant.group, grant.resource, grant.verb))
        .collect();
    let documented: BTreeSet<Permission> = rows.iter().flat_map(Row::permissions).collect();
    let lacking = to_paste(granted.difference(&documented));
    assert!(
        lacking.is_empty(),
        "docs/security.md lacks these rows; say in each why, and which line needs it, or let \
         `create-kube-secure-controller rbac --write` do both:\n\n{lacking}"
    );
    let unknown: Vec<_> = documented.difference(&granted).collect();
    assert!(
        unknown.is_empty(),
        "{RBAC} grants none of these, and docs/security.md says so: {unknown:?}"
    );
}

#[test]
fn every_row_names_a_line_that_is_there() {
    for row in rows() {
        let lines = read(&row.path).lines().count();
        assert!(
            (1..=lines).contains(&row.line),
            "docs/security.md names {}:{}, and the file has {lines} lines",
            row.path,
            row.line
        );
    }
}

struct Row {
    group: String,
    resource: String,
    verbs: Vec<String>,
    path: String,
    line: usize,
}

impl Row {
    /// A row of the tables, with its four cells; None where the line is something else.
    fn read(line: &str) -> Option<Self> {
        let [what, verbs, _why, code] = line
            .strip_prefix("| ")?
            .strip_suffix(" |")?
            .split(" | ")
            .collect::<Vec<_>>()
            .try_into()
            .ok()?;
        let (path, line) = code
            .strip_prefix("[`")?
            .split_once("`](")?
            .0
            .split_once(':')?;
        let kind = what.split(" named ").next()?;
        let mut words = kind.split('`').skip(1).step_by(2).map(str::to_owned);
        let (first, second) = (words.next()?, words.next());
        let (group, resource) = match second {
            Some(resource) => (first, resource),
            None => (String::new(), first),
        };
        Some(Self {
            group,
            resource,
            verbs: verbs.split(", ").map(str::to_owned).collect(),
            path: path.to_owned(),
            line: line.parse().ok()?,
        })
    }

    fn permissions(&self) -> Vec<Permission> {
        let verbs = self.verbs.iter();
        verbs
            .map(|verb| (self.group.clone(), self.resource.clone(), verb.clone()))
            .collect()
    }
}

fn rows() -> Vec<Row> {
    let rows: Vec<_> = read("docs/security.md")
        .lines()
        .filter_map(Row::read)
        .collect();
    assert!(
        !rows.is_empty(),
        "docs/security.md has no table of permissions"
    );
    rows
}

/// The ServiceAccounts that are installed.
fn accounts() -> BTreeSet<String> {
    let objects = installed::objects().iter();
    objects
        .filter(|object| object["kind"] == "ServiceAccount")
        .filter_map(|object| object["metadata"]["name"].as_str().map(str::to_owned))
        .collect()
}

fn to_paste<'a>(lacking: impl Iterator<Item = &'a Permission>) -> String {
    let mut rules: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (group, resource, verb) in lacking {
        rules.entry((group, resource)).or_default().push(verb);
    }
    rules
        .into_iter()
        .map(|((group, resource), verbs)| {
            let kind = match group.as_str() {
                "" => format!("`{resource}`"),
                group => format!("`{group}` `{resource}`"),
            };
            let (verbs, place) = (verbs.join(", "), "[`src/owned.rs:1`](../src/owned.rs#L1)");
            format!("| {kind} | {verbs} | why | {place} |\n")
        })
        .collect()
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
