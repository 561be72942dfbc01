//! The world outside the cluster, as far as this controller knows it. No request of these tests leaves the machine.
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::{env, fs, process};

use axum::body::Bytes;
use controller::external::External;
use controller::external::client::HttpClient;
use controller::external::credentials::Credentials;
use http::{Request, Response, StatusCode};
use http_body_util::Full;

/// What no log, status, event or error may contain.
pub const SECRET: &str = "s3cr3t";

/// How the called host answers; identity services always say yes.
#[derive(Clone)]
pub struct Outside {
    pub status: Arc<Mutex<StatusCode>>,
    pub requests: Arc<Mutex<Vec<Request<Full<Bytes>>>>>,
    pub file: PathBuf,
}

impl Outside {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let file = env::temp_dir().join(format!("outside-{}-{count}", process::id()));
        fs::write(&file, format!("{SECRET}-in-file\n")).unwrap();
        Self {
            status: Arc::new(Mutex::new(StatusCode::OK)),
            requests: Arc::default(),
            file,
        }
    }

    pub fn client(&self) -> HttpClient {
        let outside = self.clone();
        HttpClient::new(move |request| {
            let is_called = controller::external::HOSTS.contains(&request.uri().host().unwrap());
            let mut answer = Response::new(Bytes::from_static(IDENTITY.as_bytes()));
            if is_called {
                *answer.status_mut() = *outside.status.lock().unwrap();
            }
            outside.requests.lock().unwrap().push(request);
            Box::pin(async { Ok(answer) })
        })
    }

    pub fn external(&self) -> External {
        let file = self.file.to_string_lossy().into_owned();
        let credentials = Credentials::read(&|variable| setting(variable, &file));
        External::new(self.client(), credentials.unwrap())
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        // Clones live in the client; the last one tidies up.
        if Arc::strong_count(&self.requests) == 1 {
            drop(fs::remove_file(&self.file));
        }
    }
}

pub fn external() -> External {
    Outside::new().external()
}

/// What the provider's webhook would inject.
fn setting(variable: &str, file: &str) -> Option<String> {
    let value = match variable {
        _ if variable.ends_with("_FILE") => file,
        _ => "00000000-0000-4000-8000-000000000000",
    };
    Some(value.to_owned())
}

const IDENTITY: &str = "<AssumeRoleWithWebIdentityResponse><Credentials>\
    <AccessKeyId>AKIDEXAMPLE</AccessKeyId>\
    <SecretAccessKey>s3cr3t-key</SecretAccessKey>\
    <SessionToken>s3cr3t-session</SessionToken>\
    </Credentials></AssumeRoleWithWebIdentityResponse>";
