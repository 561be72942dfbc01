//! What leaves the cluster: only to declared hosts, with credentials that show up nowhere else.
use std::fs;

use controller::external::HOSTS;
use controller::external::token_file::TokenFile;
use http::{Request, StatusCode};

use crate::outside::{Outside, SECRET};
use crate::world::{self, Controller};

#[tokio::test]
async fn no_other_host_is_called_and_none_without_tls() {
    let outside = Outside::new();
    let [host, ..] = HOSTS;
    let plain = format!("http://{host}/");
    let port = format!("https://{host}:8443/");
    for uri in [
        "https://example.invalid/",
        "http://169.254.169.250/",
        &plain,
        &port,
    ] {
        let request = Request::get(uri).body(Default::default()).unwrap();
        let error = outside.client().send(request).await.unwrap_err();
        assert!(error.to_string().contains("is not a host"), "{error}");
    }
    assert!(outside.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_declared_host_gets_credentials() {
    let outside = Outside::new();
    outside.external().check().await.unwrap();
    let requests = outside.requests.lock().unwrap();
    let last = requests.last().unwrap();
    assert_eq!(last.uri().host(), HOSTS.first().copied());
    assert!(last.headers().contains_key("authorization"));
}

#[tokio::test]
async fn a_refusal_is_answered_with_new_credentials_and_then_told() {
    let outside = Outside::new();
    *outside.status.lock().unwrap() = StatusCode::UNAUTHORIZED;
    let error = outside.external().check().await.unwrap_err();
    assert!(error.to_string().contains("401"), "{error}");
    let requests = outside.requests.lock().unwrap();
    let (first, second) = requests.split_at(requests.len() / 2);
    let uris = |requests: &[Request<_>]| {
        requests
            .iter()
            .map(|one| one.uri().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(uris(first), uris(second), "everything is asked anew");
}

#[tokio::test]
async fn a_token_that_is_rotated_is_read_anew() {
    let outside = Outside::new();
    let external = outside.external();
    external.check().await.unwrap();
    fs::write(&outside.file, format!("{SECRET}-rotated")).unwrap();
    *outside.status.lock().unwrap() = StatusCode::UNAUTHORIZED;
    external.check().await.unwrap_err();
    let requests = outside.requests.lock().unwrap().clone();
    let sent = format!("{:?}", bodies_and_headers(&requests).await);
    assert!(sent.contains("s3cr3t-rotated"), "{sent}");
}

/// What was sent, as text; sensitive headers show themselves only here.
async fn bodies_and_headers(
    requests: &[Request<http_body_util::Full<axum::body::Bytes>>],
) -> Vec<String> {
    use http_body_util::BodyExt as _;
    let mut sent = Vec::new();
    for request in requests {
        let headers = request.headers().values();
        sent.extend(headers.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let body = request.body().clone().collect().await.unwrap().to_bytes();
        sent.push(String::from_utf8_lossy(&body).into_owned());
    }
    sent
}

#[test]
fn the_token_of_the_api_server_is_refused() {
    let path = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    let error = TokenFile::new(path).unwrap_err().to_string();
    assert!(error.contains("must not leave the cluster"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn no_secret_shows_in_debug_output_errors_status_or_events() {
    let outside = Outside::new();
    let external = outside.external();
    *outside.status.lock().unwrap() = StatusCode::FORBIDDEN;
    let error = external.check().await.unwrap_err();
    for text in [
        format!("{external:?}"),
        format!("{error:?}"),
        controller::machinery::cause::chain(&error),
    ] {
        assert!(!text.contains(SECRET), "{text}");
    }
    let server = world::server();
    let controller = Controller::start_with(&server, external);
    let key = world::keys().remove(0);
    world::create(&server, &key);
    world::until_ready(&server, &key).await;
    controller.stop().await.unwrap();
    let reachable = server.get(&key).unwrap()["status"]["conditions"][1].clone();
    assert_eq!(reachable["reason"], "ExternalFailed");
    let everything = format!("{:?}", server.find(|_, _| true));
    assert!(!everything.contains(SECRET), "{everything}");
}
