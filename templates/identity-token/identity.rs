const IDENTITY: &str = "";
