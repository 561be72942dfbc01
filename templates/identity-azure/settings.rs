        "AZURE_AUTHORITY_HOST" => "https://login.microsoftonline.com/",
