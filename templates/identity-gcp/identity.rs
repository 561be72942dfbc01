const IDENTITY: &str = r#"{ "access_token": "s3cr3t-token", "expires_in": 3600 }"#;
