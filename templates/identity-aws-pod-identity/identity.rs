const IDENTITY: &str = r#"{
    "AccessKeyId": "AKIDEXAMPLE",
    "SecretAccessKey": "s3cr3t-key",
    "Token": "s3cr3t-session",
    "Expiration": "2100-01-01T00:00:00Z"
}"#;
