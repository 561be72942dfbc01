const IDENTITY: &str = r#"{
    "auth": { "client_token": "s3cr3t-of-vault" },
    "data": { "data": { "token": "s3cr3t-in-vault" } }
}"#;
