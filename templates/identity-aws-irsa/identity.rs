const IDENTITY: &str = "<AssumeRoleWithWebIdentityResponse><Credentials>\
    <AccessKeyId>AKIDEXAMPLE</AccessKeyId>\
    <SecretAccessKey>s3cr3t-key</SecretAccessKey>\
    <SessionToken>s3cr3t-session</SessionToken>\
    </Credentials></AssumeRoleWithWebIdentityResponse>";
