// The contents of images, Pods, Services and policies.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { contains } from '../../src/rules/look/addresses.ts';
import { isSecretForm, isSecretName, isSecretValue } from '../../src/rules/look/secret-values.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (path: string, text: string, rule: string) =>
  audit(repositoryOf([[path, text]]), { rules: [rule] }).findings.map(({ severity }) => severity);
const image = (lines: string, rule: string) => found('Dockerfile', `FROM rust:1 AS b\n${lines}\n`, rule);
const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n${spec}`;
const container = (more: string): string => pod(`  containers:\n    - name: c\n      image: a\n${more}`);

test.each([
  ['# syntax=docker/dockerfile:1\n', 0],
  ['# syntax = docker.io/docker/dockerfile:1.7-labs\n', 0],
  ['# syntax=evil/frontend\n', 1],
  ['# escape=`\n#syntax=evil/docker/dockerfile:1\n', 1],
  ['ARG BUILDKIT_SYNTAX=evil/frontend\n', 1],
  ['FROM a\n# syntax=evil/frontend is no directive here\n', 0],
])('the frontend of %j', (head, number) =>
  expect(found('Dockerfile', `${head}FROM scratch\nCMD ["/a"]\n`, 'known-frontend')).toHaveLength(number),
);

test.each([
  ['RUN curl https://a | tar xz', 1],
  ['RUN set -o pipefail && curl https://a | tar xz', 0],
  ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl https://a | tar xz', 0],
  ['RUN cat a | grep b', 0],
  ['RUN cargo build || true', 0],
  ['RUN --mount=type=cache,target=/a curl https://a | tar x', 1],
  ['RUN curl https://a | sh', 0],
])('a pipe in %j', (lines, number) => expect(image(lines, 'pipes-fail')).toHaveLength(number));

test('a stage that only exports files is not an image that runs', () => {
  const files = 'RUN make\nFROM scratch AS binary\nARG V\nCOPY --from=b /a /a';
  for (const rule of [
    'image-runs-as-non-root',
    'no-image-health-check',
    'exec-form-entrypoint',
    'minimal-base-image',
  ]) {
    expect(image(files, rule)).toEqual([]);
    expect(image(`${files}\nENTRYPOINT /a`, rule)).toHaveLength(1);
  }
});

test.each([
  ['command: [sh, -c, "curl https://a | sh"]', 1],
  ['lifecycle: {postStart: {exec: {command: [sh, -c, "wget -O /i.sh https://a; sh /i.sh"]}}}', 1],
  ['args: ["--url=https://a"]', 0],
])('a command at the start: %s', (more, number) =>
  expect(found('a.yaml', container(`      ${more}\n`), 'no-download-at-start')).toHaveLength(number),
);

test.each([
  ['args: ["--password=hunter2hunter2"]', 1],
  ['args: [--api-token, abcdefgh]', 1],
  ['command: [a, "postgres://u:hunter22@db/x"]', 1],
  ['env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]\n      args: ["--x=$(A)"]', 1],
  ['args: ["--token-file=/a", "--password=$(PASSWORD)", --token-ttl=3600]', 0],
  ['args: [--token, --other, "--secret-name=a"]', 0],
])('the arguments %s', (more, number) =>
  expect(found('a.yaml', container(`      ${more}\n`), 'no-secret-arguments')).toHaveLength(number),
);

test.each([
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY', 1],
  ['DATABASE_URL', 'postgres://u:hunter22@db/x', 1],
  ['TOKEN', 'changeme', 0],
  ['TOKEN_FILE', '/var/run/token', 0],
  ['PASSWORD', '$(OTHER)', 0],
  ['LOG', 'info', 0],
])('the variable %s of %s', (name, value, number) =>
  expect(
    found('a.yaml', container(`      env: [{name: ${name}, value: "${value}"}]\n`), 'no-secret-environment'),
  ).toHaveLength(number),
);

test.each([
  ['ENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 1],
  ['ENV A=1 DB_PASSWORD="hunter22"', 1],
  ['ENV TOKEN abc', 1],
  ['ARG GH_TOKEN', 1],
  ['RUN curl -H "Authorization: token ghp_0123456789abcdefghijABCDEFGHIJ012345" https://example.dev', 1],
  ['LABEL a=AKIAIOSFODNN7EXAMPLE', 1],
  ['COPY .env /app/', 1],
  ['COPY --chown=1:1 a config/id_ed25519 /root/.ssh/', 1],
  ['COPY .env.example .ssh-notes /app/', 0],
  ['COPY --from=b /etc/.env /app/', 0],
  ['RUN --mount=type=secret,id=n cp /run/secrets/n /root/.npmrc', 1],
  ['RUN --mount=type=secret,id=t T=$(cat /run/secrets/t) && echo "password $T" > ~/.netrc', 1],
  ['RUN --mount=type=secret,id=t cat /run/secrets/t > /root/token', 1],
  ['RUN --mount=type=secret,id=t T=$(cat /run/secrets/t) cargo build > /dev/null', 0],
  ['RUN --mount=type=secret,id=t cp /run/secrets/t /root/.npmrc && npm ci && rm /root/.npmrc', 0],
  ['ENV TOKEN_FILE=/run/secrets/token A=1', 0],
  ['ENV HELP="set TOKEN before"', 0],
])('a secret in %j', (line, number) => expect(image(line, 'no-secrets-in-build')).toHaveLength(number));

test.each([
  ['RUN curl -sSLk https://example.dev/a -o /a', 1],
  ['RUN apt-get update && apt-get install -y --allow-unauthenticated a', 1],
  ['RUN echo "deb [trusted=yes] https://example.dev ./" > /etc/apt/sources.list.d/a.list', 1],
  ['RUN apk add --allow-untrusted /a.apk', 1],
  ['RUN git clone http://example.dev/a && make -C a', 1],
  ['RUN git -c http.sslVerify=false clone https://example.dev/a', 1],
  ['RUN pip install --trusted-host example.dev a', 1],
  ['RUN wget http://example.dev/a && echo "0123  a" | sha256sum -c', 0],
  ['RUN curl -fsS http://localhost:8080/ready', 0],
  ['RUN curl -fsSL https://example.dev/a -o /a', 0],
  ['RUN git clone https://example.dev/a', 0],
])('the check of the server in %j', (line, number) =>
  expect(image(line, 'no-unverified-download')).toHaveLength(number),
);

test('a placeholder hides only itself, not a secret next to it', () => {
  const secrets = [
    'https://user:hunter22@example.com/a',
    'postgres://app:s3cretpw@db/placeholder',
    '-----BEGIN PRIVATE KEY----- # TODO: rotate',
    'AKIAIOSFODNN7EXAMPLE',
  ];
  expect(secrets.filter((one) => !isSecretForm(one))).toEqual([]);
  const hints = ['postgres://app:changeme@db/a', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'];
  expect(hints.filter(isSecretForm)).toEqual([]);
  expect(isSecretValue('wJalrXUtnFEMI7MDENGbPxRfiCYplaceholder')).toBe(true);
  expect(isSecretValue('replace-me-with-a-password')).toBe(false);
});

test('secrets are recognised by their names and forms', () => {
  expect(
    ['DB_PASSWORD', 'apiKey', 'client-secret', 'GITHUB_TOKEN', 'privateKey'].filter((one) => !isSecretName(one)),
  ).toEqual([]);
  expect(['LOG_LEVEL', 'TOKEN_FILE', 'secretName', 'KEYBOARD', 'PUBLIC_URL'].filter(isSecretName)).toEqual([]);
  expect(isSecretForm('https://example.dev/a')).toBe(false);
  expect(['', '/a', '$(A)', '${A}', '<password>', 'xxxx', 'your-token', 'true'].filter(isSecretValue)).toEqual([]);
});

const secret = (more: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${more}\n`;
test.each([
  ['a.yaml', secret('stringData: {password: hunter22}'), 1],
  ['a.yaml', secret(`data: {password: ${Buffer.from('hunter22').toString('base64')}}`), 1],
  ['a.yaml', secret('stringData: {password: changeme}'), 0],
  ['a.yaml', secret('type: Opaque'), 0],
  ['kustomization.yaml', 'secretGenerator: [{name: s, literals: ["password=hunter22"]}]\n', 1],
  ['kustomization.yaml', 'configMapGenerator: [{name: s, literals: ["level=debug"]}]\n', 0],
])('a secret in %s: %j', (path, text, number) =>
  expect(found(path, text, 'secrets-kept-elsewhere')).toHaveLength(number),
);

test.each([
  ['  securityContext: {fsGroup: 0}\n', 'no-root-group', 1],
  ['  securityContext: {supplementalGroups: [10, 0]}\n', 'no-root-group', 1],
  ['  securityContext: {fsGroup: 65532}\n', 'no-root-group', 0],
  ['  nodeName: cp-1\n', 'placed-by-scheduler', 1],
  ['  tolerations: [{operator: Exists}]\n', 'placed-by-scheduler', 1],
  ['  nodeSelector: {node-role.kubernetes.io/control-plane: ""}\n', 'placed-by-scheduler', 1],
  ['  tolerations: [{key: a, operator: Exists}]\n', 'placed-by-scheduler', 0],
])('a Pod with %j', (spec, rule, number) => expect(found('a.yaml', pod(spec), rule)).toHaveLength(number));

test('an ephemeral container is a container', () =>
  expect(
    found(
      'a.yaml',
      pod('  ephemeralContainers: [{name: a, image: a, securityContext: {privileged: true}}]\n'),
      'no-privileged-container',
    ),
  ).toEqual(['critical']));

test.each([
  ['type: NodePort', ['medium']],
  ['type: LoadBalancer', ['medium']],
  ['externalIPs: [1.2.3.4]', ['high']],
  ['type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8]', []],
  ['type: ClusterIP', []],
])('a Service with %j', (spec, severities) =>
  expect(
    found('a.yaml', `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  ${spec}\n`, 'no-outside-service'),
  ).toEqual(severities),
);

const egress = (block: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: ${block}}]}]}\n`;
test.each([
  ['{cidr: 169.254.169.254/32}', 1],
  ['{cidr: 169.254.0.0/16}', 1],
  ['{cidr: 0.0.0.0/0}', 1],
  ['{cidr: 128.0.0.0/1}', 1],
  ['{cidr: 0.0.0.0/0, except: [169.254.0.0/16]}', 0],
  ['{cidr: 10.0.0.0/8}', 0],
  ['{cidr: "::/0"}', 1],
])('egress to %s', (block, number) => expect(found('a.yaml', egress(block), 'no-open-egress')).toHaveLength(number));

test.each([
  ['10.0.0.0/8', '10.1.2.3', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['fd00::/8', 'fd00:ec2::254', true],
  ['::/0', '1.2.3.4', false],
  ['nothing', '1.2.3.4', false],
  ['1.2.3.4', '1.2.3.4', true],
])('%s holds %s: %s', (range, address, expected) => expect(contains(range, address)).toBe(expected));

const binding = (kind: string, name: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "${name}"}\nsubjects: [{kind: ServiceAccount, name: a, namespace: a}]\n`;
test.each([
  ['ClusterRoleBinding', 'system:node', 1],
  ['ClusterRoleBinding', 'system:controller:generic-garbage-collector', 1],
  ['ClusterRoleBinding', 'view', 1],
  ['RoleBinding', 'view', 0],
  ['ClusterRoleBinding', 'system:auth-delegator', 0],
  ['ClusterRoleBinding', 'cluster-admin', 0],
])('a %s to %s', (kind, name, number) =>
  expect(found('a.yaml', binding(kind, name), 'no-standard-binding')).toHaveLength(number),
);
