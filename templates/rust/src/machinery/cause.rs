//! How an error is reported: on one line, down to the cause that helps.
use std::error::Error;
use std::io::{self, ErrorKind};

/// An error and its causes. What the API server says stands for all behind it; of a connection that fails, the last
/// cause is the one that tells a policy from a name that is not known.
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = String::new();
    let (mut is_request, mut is_unreachable) = (false, false);
    let mut next = Some(error);
    while let Some(error) = next {
        next = error.source();
        let own = match error.downcast_ref() {
            // Its own words, without the debug output that kube adds to them.
            Some(kube::Error::Api(status)) if !status.message.is_empty() => {
                next = None;
                status.message.clone()
            }
            _ => error.to_string(),
        };
        is_request |= error.is::<kube::Error>();
        is_unreachable |= error.downcast_ref().is_some_and(is_of_the_network);
        // Many repeat their cause at their end.
        if !text.ends_with(&own) {
            text += if text.is_empty() { "" } else { ": " };
            text += &own;
        }
    }
    if is_request && is_unreachable {
        text += HINT;
    }
    text
}

/// The cause that nobody sees: a NetworkPolicy drops packets silently.
const HINT: &str =
    " (in a Pod: does a NetworkPolicy have the addresses of this cluster? `just doctor` says)";

/// TLS reports a certificate that it does not trust as invalid data; everything else here is the way to the server.
fn is_of_the_network(error: &io::Error) -> bool {
    error.kind() != ErrorKind::InvalidData
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("cannot read the Lease")]
    struct Outer(#[source] kube::Error);

    fn unreachable() -> kube::Error {
        kube::Error::Service(Box::new(io::Error::new(
            ErrorKind::ConnectionRefused,
            "nobody listens",
        )))
    }

    #[test]
    fn a_connection_that_fails_names_its_cause_once_and_the_policy() {
        let told = chain(&Outer(unreachable()));
        assert!(
            told.starts_with("cannot read the Lease: ServiceError: nobody listens (in a Pod:"),
            "{told}"
        );
    }

    #[test]
    fn the_words_of_the_api_server_end_the_chain() {
        let status = kube::core::Status::failure("no such thing", "NotFound");
        let told = chain(&Outer(kube::Error::Api(Box::new(status))));
        assert_eq!(told, "cannot read the Lease: no such thing");
    }

    #[test]
    fn a_certificate_that_is_not_trusted_is_not_the_policy() {
        let untrusted = io::Error::new(ErrorKind::InvalidData, "invalid peer certificate");
        let told = chain(&kube::Error::Service(Box::new(untrusted)));
        assert_eq!(told, "ServiceError: invalid peer certificate");
    }
}
