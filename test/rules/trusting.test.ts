// Programs that are told not to check who answers: in Dockerfiles, in CI, and in the scripts of the repository.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (rule: string, path: string, text: string): readonly string[] =>
  audit(repositoryOf([[path, text]]), { rules: [rule] }).findings.map(({ severity, line }) => `${severity} ${line}`);

const image = (command: string): string => `FROM a:1@sha256:${'a'.repeat(64)}\nRUN ${command}\n`;
const workflow = (command: string): string =>
  `on: push\njobs:\n  j:\n    runs-on: a\n    steps:\n      - run: |\n          ${command}\n`;

const trusting = [
  'curl -k https://a.example.com/t -o t',
  'curl -fsSLk https://a.example.com/t -o t',
  'curl -sSfkLo t https://a.example.com/t',
  'curl --fail --insecure https://a.example.com/t',
  'T=$(curl -sk https://a.example.com/t)',
  'sudo /usr/bin/curl -k https://a.example.com/t',
  'bash -c "curl -k https://a.example.com/t"',
  'wget --no-check-certificate https://a.example.com/t',
  'docker run a wget --no-check-certificate https://a.example.com/t',
  'aria2c --check-certificate=false https://a.example.com/t',
  'git -c http.sslVerify=false clone https://a.example.com/t',
  'git -c http.https://a.example.com.sslVerify=false clone https://a.example.com/t',
  'git config --global http.sslVerify false',
  'GIT_SSL_NO_VERIFY=true git clone https://a.example.com/t',
  'export GIT_SSL_NO_VERIFY="1"',
  'npm config set strict-ssl false',
  'npm install --strict-ssl=false t',
  'yarn config set "strict-ssl" false',
  'yarn config set enableStrictSsl false',
  'NPM_CONFIG_STRICT_SSL=false npm ci',
  'NODE_TLS_REJECT_UNAUTHORIZED=0 node t.js',
  'pip install --trusted-host a.example.com t',
  'python3 -m pip install --trusted-host=a.example.com t',
  'PIP_TRUSTED_HOST=a.example.com pip install t',
  'uv pip install --allow-insecure-host a.example.com t',
  'apt-get -o Acquire::https::Verify-Peer=false update',
  'apt-get install -y --allow-unauthenticated t',
  'echo "deb [arch=amd64 trusted=yes] https://a.example.com t main" > /etc/apt/sources.list.d/t.list',
  'apk add --no-cache --allow-untrusted t.apk',
  'dnf install -y --setopt=sslverify=false t',
  'dnf install -y --nogpgcheck t',
  'aws --no-verify-ssl s3 cp s3://a/t https://a.example.com/t',
  'conda config --set ssl_verify false',
  'gcloud config set auth/disable_ssl_validation true',
  'skopeo copy --src-tls-verify=false docker://registry.example.com/a docker://b.example.com/a',
  'podman pull --tls-verify=false registry.example.com/a/b:1',
  'deno run --unsafely-ignore-certificate-errors t.ts',
];

test.each(trusting)('%j is told in a Dockerfile and in CI', (command) => {
  expect(found('no-unverified-download', 'Dockerfile', image(command))).toEqual(['medium 2']);
  expect(found('servers-verified', '.github/workflows/a.yml', workflow(command))).toEqual(['medium 7']);
});

// A text that `echo` writes is no command of a script.
test.each(trusting.filter((one) => !one.startsWith('echo')))('%j is told in a script and in a Makefile', (command) => {
  expect(found('servers-verified', 'scripts/a.sh', `#!/bin/sh\n${command}\n`)).toHaveLength(1);
  expect(found('servers-verified', 'Makefile', `a:\n\t@${command}\n`)).toHaveLength(1);
});

test.each([
  'curl -fsSLo kubectl https://a.example.com/kubectl',
  'curl -okubectl https://a.example.com/kubectl',
  'curl -HAuthorization:k https://a.example.com/t',
  'curl -sk https://localhost:8443/healthz',
  'curl --insecure https://127.0.0.1:6443/readyz',
  'wget --ca-certificate=ca.pem https://a.example.com/t',
  'git -c http.sslVerify=true clone https://a.example.com/t',
  'npm config set strict-ssl true',
  'NODE_TLS_REJECT_UNAUTHORIZED=1 node t.js',
  'pip install --index-url https://a.example.com t',
  'dnf install -y --setopt=repo_gpgcheck=0 t',
  'echo "deb [arch=amd64 signed-by=/a.asc] https://a.example.com t main" > t.list',
  'podman push --tls-verify=false localhost:5000/a:1',
  'skopeo copy --dest-tls-verify=false docker://ghcr.io/a/b:1 docker://registry.local:5000/a:1',
  'kubectl config set-cluster kind-kind --server=https://a.example.com --insecure-skip-tls-verify=true',
  'tar -xkf t.tar',
  '# curl -k https://a.example.com/t',
])('%j is not told', (command) => {
  if (!command.startsWith('skopeo')) expect(found('no-unverified-download', 'Dockerfile', image(command))).toEqual([]);
  expect(found('servers-verified', '.github/workflows/a.yml', workflow(command))).toEqual([]);
  expect(found('servers-verified', 'scripts/a.sh', `#!/bin/sh\n${command}\n`)).toEqual([]);
});

describe('places', () => {
  test('a form without a shell', () =>
    expect(found('no-unverified-download', 'Dockerfile', image('["curl", "-k", "https://a.example.com/t"]'))).toEqual([
      'medium 2',
    ]));

  test('a health check of the container itself', () =>
    expect(
      found('no-unverified-download', 'Dockerfile', `${image('make')}HEALTHCHECK CMD curl -k https://localhost/a\n`),
    ).toEqual([]));

  test('a text that a script only prints, and a script of tests', () => {
    const command = 'curl -k https://a.example.com/t\n';
    expect(found('servers-verified', 'a.sh', `echo "${command.trim()}"\n`)).toEqual([]);
    expect(found('servers-verified', 'tests/a.sh', command)).toEqual([]);
  });

  test('a client of the cluster in a script', () =>
    expect(found('servers-verified', 'justfile', 'a:\n  kubectl --insecure-skip-tls-verify apply -f a\n')).toEqual([
      'medium 2',
    ]));
});

const verifier = (body: string): string =>
  `impl ServerCertVerifier for V {\n    fn verify_server_cert(&self, c: &C<'_>) -> Result<ServerCertVerified, E> {\n        ${body}\n    }\n}\n`;
const hostKey = (body: string): string =>
  `impl Handler for H {\n    async fn check_server_key(&mut self, key: &PublicKey) -> Result<bool, E> {\n        ${body}\n    }\n}\n`;
const optional = 'fn a() { if insecure { c.dangerous().set_certificate_verifier(v); } }\n';

describe('Rust', () => {
  test.each([
    [verifier('Ok(ServerCertVerified::assertion())'), ['high 3']],
    [
      verifier('warn!("no check");\n        return Ok(rustls::client::danger::ServerCertVerified::assertion());'),
      ['high 4'],
    ],
    [verifier('self.inner.verify_server_cert(c)?;\n        Ok(ServerCertVerified::assertion())'), []],
    [verifier('if c == self.pin { Ok(ServerCertVerified::assertion()) } else { Err(E) }'), []],
    [verifier('if c != self.pin { return Err(E); }\n        Ok(ServerCertVerified::assertion())'), []],
    [`${verifier('Ok(ServerCertVerified::assertion())')}${optional}`, ['low 6']],
    [`#[cfg(test)]\nmod tests {\n${verifier('Ok(ServerCertVerified::assertion())')}}\n`, []],
    [hostKey('Ok(true)'), ['high 2']],
    ['fn check_server_key(self, _: &K) -> F {\n    futures::future::ready(Ok((self, true)))\n}\n', ['high 1']],
    [hostKey('Ok(key == &self.pin)'), []],
    ['fn a() { c.set_verify_callback(SslVerifyMode::PEER, |_, _| true); }', ['high 1']],
    ['fn a() { c.set_verify_callback(SslVerifyMode::PEER, |ok, _| ok); }', []],
    ['fn a() { easy.ssl_verify_peer(false); }', ['high 1']],
    ['fn a() { c.verify_hostname(false); }', ['high 1']],
    ['fn a() { c.set_verify_hostname(false);\n    p.set_host(name); }', []],
    ['// "a\nconst A: &str = "\n\n";\nfn a() { c.verify_hostname(false); }', ['high 5']],
    ['fn a() { s.set_no_tls_verify(true); }', ['high 1']],
    ['fn a() { o.with_danger_accept_invalid_certs(true); }', ['high 1']],
    ['fn a() { t.disable_verification(true); }', ['high 1']],
    ['fn a() { r.ssl_options(SslOption::DANGER_ACCEPT_INVALID_CERTS); }', ['high 1']],
    ['fn a() {\n    c.get("http://api.acme.com/v1")\n        .bearer_auth(t)\n        .send();\n}', ['medium 2']],
    [
      'fn a() {\n    c.get("http://api.acme.com/v1").header(reqwest::header::AUTHORIZATION, t).send();\n}',
      ['medium 2'],
    ],
    ['fn a() {\n    c.get("https://api.acme.com/v1").bearer_auth(t).send();\n}', []],
    ['fn a() {\n    c.get("http://db.a.svc/v1").bearer_auth(t).send();\n}', []],
    ['fn a() {\n    c.get(format!("http://{host}.acme.com")).bearer_auth(t).send();\n}', []],
    ['fn a() {\n    c.get("http://api.acme.com/v1").send();\n    d.bearer_auth(t);\n}', []],
  ])('%s', (text, expected) => expect(found('servers-verified', 'src/a.rs', text)).toEqual(expected));
});

const kubeconfig = (server: string): string =>
  `apiVersion: v1\nkind: Config\nclusters:\n  - name: c\n    cluster: {server: "${server}"}\nusers:\n  - name: a\n    user:\n      token: aeBaiNg8aiMohQuae3Ph\n`;

describe('secrets', () => {
  test.each([
    ['src/a.rs', 'fn a() {\n    let password = "kX9-vPq2_Lm7tR4w".to_string();\n}\n', ['high 2']],
    ['src/a.rs', 'const API_KEY: &str = "kX9vPq2Lm7tR4wZZ";\n', ['high 1']],
    ['src/a.rs', 'pub(crate) static TOKEN: &\'static str = "kX9vPq2Lm7tR4wZZ";\n', ['high 1']],
    ['src/a.rs', 'fn a() -> C { C { user: u(), db_password: "kX9vPq2Lm7tR4w!".into() } }\n', ['high 1']],
    ['src/a.rs', 'fn a() { c.password("kX9vPq2Lm7tR4w!").bearer_auth("kX9vPq2Lm7tR4wZZ"); }\n', ['high 1']],
    [
      'src/a.rs',
      'fn a() {\n    let token = env::var("T").unwrap_or_else(|_| "kX9vPq2Lm7tR4wZZ".into());\n}\n',
      ['high 2'],
    ],
    ['src/a.rs', 'fn a() {\n    let password = std::env::var("DB_PASSWORD_V12")?;\n}\n', []],
    ['src/a.rs', 'fn a() {\n    let password = "correct horse battery".to_string();\n}\n', []],
    ['src/a.rs', 'const TOKEN_PATH: &str = "/var/run/Secrets/K8s12/token";\n', []],
    ['src/a.rs', 'const IMAGE: &str = "kX9vPq2Lm7tR4wZZ";\n', []],
    ['src/a.rs', 'const PASSWORD: &str = "ChangeMe-Password12";\n', []],
    ['src/a.rs', '#[cfg(test)]\nmod tests { const PASSWORD: &str = "kX9vPq2Lm7tR4wZZ"; }\n', []],
    ['tests/a.rs', 'const PASSWORD: &str = "kX9vPq2Lm7tR4wZZ";\n', []],
    ['hack/kubeconfig.yaml', kubeconfig('https://203.0.113.9:6443'), ['high 9']],
    ['hack/kubeconfig.yaml', kubeconfig('https://127.0.0.1:6443'), []],
    ['tests/kubeconfig.yaml', kubeconfig('https://203.0.113.9:6443'), []],
    ['deploy/kubeconfig', kubeconfig('https://127.0.0.1:6443'), ['high 9']],
  ])('%s: %s', (path, text, expected) => expect(found('secrets-kept-elsewhere', path, text)).toEqual(expected));
});
