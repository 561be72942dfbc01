//! Signature Version 4 for requests to AWS.
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4::SigningParams;
use axum::body::Bytes;
use http::Request;
use http_body_util::Full;

use super::ExternalError;

const REGION: &str = "eu-central-1";
const SERVICE: &str = "s3";

/// Signs a request without a body.
pub fn signed(
    request: &mut Request<Full<Bytes>>,
    credentials: &Credentials,
) -> Result<(), ExternalError> {
    let identity = credentials.clone().into();
    let parameters = SigningParams::builder()
        .identity(&identity)
        .region(REGION)
        .name(SERVICE)
        .time(SystemTime::now())
        .settings(for_s3())
        .build()
        .map_err(|_| ExternalError::Unusable)?
        .into();
    let uri = request.uri().to_string();
    let body = SignableBody::Bytes(&[]);
    let signable = SignableRequest::new(request.method().as_str(), &uri, std::iter::empty(), body);
    let signature = signable.and_then(|signable| sign(signable, &parameters));
    let (instructions, _) = signature.map_err(|_| ExternalError::Unusable)?.into_parts();
    instructions.apply_to_request_http1x(request);
    Ok(())
}

/// S3 takes a path as it is, and refuses a request without a header for the digest of its body.
fn for_s3() -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings
}
