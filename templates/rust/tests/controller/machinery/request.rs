//! A request as the API server reads it: verb, place, and what the query asks for.
use axum::http::request::Parts;
use serde_json::Value;

use super::rbac::Access;
use super::store::{Key, Selection};

#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub group: String,
    pub resource: String,
    pub subresource: Option<String>,
    pub namespace: Option<String>,
    pub name: Option<String>,
    query: Vec<(String, String)>,
    content_type: String,
    accept: String,
}

impl Request {
    /// `/api/v1/…` or `/apis/GROUP/VERSION/…`, then `[namespaces/NAMESPACE/]RESOURCE[/NAME[/SUBRESOURCE]]`.
    pub fn of(head: &Parts) -> Self {
        let path = head.uri.path();
        let parts: Vec<_> = path.trim_matches('/').split('/').collect();
        let (group, rest) = match parts.as_slice() {
            ["api", _, rest @ ..] => ("", rest),
            ["apis", group, _, rest @ ..] => (*group, rest),
            // Discovery and the like are not about objects.
            _ => ("", parts.as_slice()),
        };
        let (namespace, rest) = match rest {
            ["namespaces", namespace, rest @ ..] if !rest.is_empty() => (Some(*namespace), rest),
            rest => (None, rest),
        };
        let part = |at: usize| rest.get(at).map(|part| (*part).to_owned());
        let header = |name: &str| {
            let value = head.headers.get(name);
            value.map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        Self {
            method: head.method.to_string(),
            group: group.to_owned(),
            resource: part(0).unwrap_or_default(),
            subresource: part(2),
            namespace: namespace.map(str::to_owned),
            name: part(1),
            query: query(head.uri.query().unwrap_or_default()),
            content_type: header("content-type"),
            accept: header("accept"),
        }
    }

    /// The verbs that are authorized: an apply of what is not there yet is also a create.
    pub fn verbs(&self, exists: bool) -> Vec<&'static str> {
        match self.method.as_str() {
            "GET" if self.asks("watch") == Some("true") => vec!["watch"],
            "GET" if self.name.is_none() => vec!["list"],
            "GET" => vec!["get"],
            "POST" => vec!["create"],
            "PUT" => vec!["update"],
            "DELETE" if self.name.is_none() => vec!["deletecollection"],
            "DELETE" => vec!["delete"],
            "PATCH" if self.is_apply() && !exists && self.subresource.is_none() => {
                vec!["patch", "create"]
            }
            _ => vec!["patch"],
        }
    }

    pub fn access(&self, verb: &'static str) -> Access {
        let subresource = self.subresource.iter().map(|name| format!("/{name}"));
        let fields = self.asks("fieldSelector");
        let selected = fields.and_then(|fields| fields.strip_prefix("metadata.name="));
        Access {
            verb,
            group: self.group.clone(),
            resource: self.resource.clone() + &subresource.collect::<String>(),
            namespace: self.namespace.clone(),
            name: self.name.clone().or(selected.map(str::to_owned)),
        }
    }

    pub fn key(&self, body: &Value) -> Key {
        let name = body["metadata"]["name"].as_str();
        let name = self.name.as_deref().or(name);
        Key {
            group: self.group.clone(),
            resource: self.resource.clone(),
            namespace: self.namespace.clone(),
            name: name.unwrap_or_default().to_owned(),
        }
    }

    /// What a list or a watch is about.
    pub fn selection(&self) -> Selection {
        let labels = self.asks("labelSelector").unwrap_or_default();
        let labels = labels.split(',').filter_map(|label| label.split_once('='));
        Selection {
            group: self.group.clone(),
            resource: self.resource.clone(),
            namespace: self.namespace.clone(),
            labels: labels
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            metadata_only: self.accept.contains("as=PartialObjectMetadata"),
        }
    }

    pub fn is_apply(&self) -> bool {
        self.content_type.contains("apply-patch")
    }

    pub fn is_json_patch(&self) -> bool {
        self.content_type.contains("json-patch")
    }

    pub fn asks(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn query(text: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        text.replace("%2F", "/")
            .replace("%3D", "=")
            .replace("%2C", ",")
    };
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}
