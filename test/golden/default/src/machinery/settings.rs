//! What the environment decides. A value that makes no sense is an error that names the variable.
use std::net::SocketAddr;
use std::time::Duration;

#[derive(Clone, Debug)]
pub struct Settings {
    /// The namespaces to watch; each has its own Role.
    pub namespaces: Vec<String>,
    /// Where health and metrics are served.
    pub listen: SocketAddr,
    /// How long a graceful stop may take; below the Pod's terminationGracePeriodSeconds.
    pub shutdown: Duration,
    /// Who holds the Lease, and where it is.
    pub pod_name: String,
    pub pod_namespace: String,
}

#[derive(Debug, thiserror::Error)]
#[error("{variable} is {found}; it must be {accepted}")]
pub struct SettingsError {
    variable: &'static str,
    found: String,
    accepted: &'static str,
}

impl Settings {
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::read(&|variable| std::env::var(variable).ok())
    }

    /// Reads each variable through `lookup`.
    pub fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        Ok(Self {
            namespaces: read(lookup, "WATCH_NAMESPACES", None, NAMESPACES, namespaces)?,
            listen: read(
                lookup,
                "LISTEN_ADDRESS",
                Some("0.0.0.0:8080"),
                ADDRESS,
                |text| text.parse().ok(),
            )?,
            shutdown: read(lookup, "SHUTDOWN_SECONDS", Some("20"), SECONDS, seconds)?,
            pod_name: read(lookup, "POD_NAME", None, POD_NAME, not_empty)?,
            pod_namespace: read(lookup, "POD_NAMESPACE", None, LABEL, label)?,
        })
    }
}

const NAMESPACES: &str = "a comma-separated list of namespaces, none of them kube-*";
const ADDRESS: &str = "an address and a port, such as 0.0.0.0:8080";
const SECONDS: &str = "a number of seconds from 1 to 3600";
const POD_NAME: &str = "the name of the Pod";
const LABEL: &str = "the name of a namespace";

fn read<T>(
    lookup: &dyn Fn(&str) -> Option<String>,
    variable: &'static str,
    default: Option<&str>,
    accepted: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, SettingsError> {
    let given = lookup(variable).or_else(|| default.map(str::to_owned));
    given
        .as_deref()
        .and_then(parse)
        .ok_or_else(|| SettingsError {
            variable,
            found: given.map_or("not set".to_owned(), |text| format!("{text:?}")),
            accepted,
        })
}

fn namespaces(text: &str) -> Option<Vec<String>> {
    text.split(',')
        .map(|name| label(name.trim()).filter(|name| !name.starts_with("kube-")))
        .collect()
}

fn seconds(text: &str) -> Option<Duration> {
    let seconds = text.parse().ok()?;
    (1..=3600)
        .contains(&seconds)
        .then(|| Duration::from_secs(seconds))
}

fn not_empty(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A DNS label: the name of a namespace must be one.
fn label(text: &str) -> Option<String> {
    let edge = |at: Option<char>| at.is_some_and(|at| at != '-');
    let letters = text
        .chars()
        .all(|at| matches!(at, 'a'..='z' | '0'..='9' | '-'));
    let fits = text.len() <= 63 && edge(text.chars().next()) && edge(text.chars().last());
    (letters && fits).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(changed: &'static str, value: &'static str) -> Result<Settings, String> {
        let lookup = move |variable: &str| match variable {
            _ if variable == changed => Some(value.to_owned()),
            "POD_NAME" | "POD_NAMESPACE" => Some("pod-0".to_owned()),
            "WATCH_NAMESPACES" => Some("team-a, team-b".to_owned()),
            _ => None,
        };
        Settings::read(&lookup).map_err(|error| error.to_string())
    }

    #[test]
    fn defaults_suffice() {
        let settings = read("", "").unwrap();
        assert_eq!(settings.listen.port(), 8080);
        assert_eq!(settings.shutdown, Duration::from_secs(20));
    }

    #[test]
    fn namespaces_are_a_list() {
        let settings = read("", "").unwrap();
        assert_eq!(settings.namespaces, ["team-a", "team-b"]);
        for refused in ["", "Team", "a,,b", "kube-system", "-a"] {
            let error = read("WATCH_NAMESPACES", refused).unwrap_err();
            let expected = format!("WATCH_NAMESPACES is {refused:?}; it must be {NAMESPACES}");
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn an_error_names_the_variable_and_what_it_takes() {
        for refused in ["0", "-1", "soon", "3601"] {
            let error = read("SHUTDOWN_SECONDS", refused).unwrap_err();
            let expected = format!("SHUTDOWN_SECONDS is {refused:?}; it must be {SECONDS}");
            assert_eq!(error, expected);
        }
    }
}
