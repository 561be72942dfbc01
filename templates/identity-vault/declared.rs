        (Some("https"), Some(8200)) => IDENTITY_HOSTS.contains(&host),
