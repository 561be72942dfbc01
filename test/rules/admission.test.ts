// The settings of admission, extension APIs, budgets and proxies.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (text: string, rule: string, path = 'a.yaml') =>
  audit(repositoryOf([[path, text]]), { rules: [rule] }).findings.map(({ severity, line }) => `${severity} ${line}`);

const webhook = (more: string, kind = 'Validating', rule = 'apiGroups: [""], resources: [pods]') =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ${kind}WebhookConfiguration\nmetadata: {name: a}\nwebhooks:\n  - name: a.b.c\n    rules: [{${rule}, operations: [CREATE]}]\n    clientConfig: {service: {name: a, namespace: b}}\n${more}`;
const policy = (kind: string, spec: string) =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy${kind}\nmetadata: {name: a}\nspec: {${spec}}\n`;
const own = 'apiGroups: [example.dev], resources: [things]';

describe('admission-fails-closed', () => {
  test.each([
    ['a guard of built-in kinds', webhook('    failurePolicy: Ignore\n'), ['medium 8']],
    [
      'a guard of everything',
      webhook('    failurePolicy: Ignore\n', 'Validating', 'apiGroups: ["*"], resources: ["*"]'),
      ['medium 8'],
    ],
    ['a webhook only for its own kind', webhook('    failurePolicy: Ignore\n', 'Validating', own), ['low 8']],
    ['a mutating webhook', webhook('    failurePolicy: Ignore\n', 'Mutating'), ['low 8']],
    ['a webhook that fails closed', webhook('    failurePolicy: Fail\n'), []],
    ['a webhook without failurePolicy', webhook(''), []],
    ['a policy', policy('', 'failurePolicy: Ignore'), ['medium 4']],
    ['a policy that fails', policy('', 'failurePolicy: Fail'), []],
    ['a binding that warns', policy('Binding', 'policyName: a, validationActions: [Warn, Audit]'), ['low 4']],
    ['a binding that denies', policy('Binding', 'policyName: a, validationActions: [Deny, Audit]'), []],
    [
      'a binding without its parameters',
      policy(
        'Binding',
        'policyName: a, validationActions: [Deny], paramRef: {name: b, parameterNotFoundAction: Allow}',
      ),
      ['low 4'],
    ],
    [
      'a binding that waits for its parameters',
      policy('Binding', 'policyName: a, validationActions: [Deny], paramRef: {name: b, parameterNotFoundAction: Deny}'),
      [],
    ],
    ['a policy that is always true', policy('', 'validations: [{expression: "(true)"}]'), ['medium 4']],
    ['a policy with one condition', policy('', 'validations: [{expression: "true"}, {expression: "a == b"}]'), []],
    [
      'a policy for no object',
      policy('', 'matchConditions: [{name: a, expression: "false"}], validations: [{expression: a}]'),
      ['medium 4'],
    ],
  ])('%s', (_, text, expected) => expect(found(text, 'admission-fails-closed')).toEqual(expected));
});

describe('webhooks-spare-the-system', () => {
  test.each([
    ['for the Pods of every namespace', webhook(''), ['medium 5']],
    ['for everything', webhook('', 'Mutating', 'apiGroups: ["*"], resources: ["*/*"]'), ['medium 5']],
    ['an empty selector', webhook('    namespaceSelector: {}\n'), ['medium 5']],
    [
      'a selector',
      webhook(
        '    namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}\n',
      ),
      [],
    ],
    [
      'a selector that excludes another namespace',
      webhook(
        '    namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [default]}]}\n',
      ),
      ['medium 5'],
    ],
    [
      'a label that a person sets',
      webhook('    namespaceSelector: {matchExpressions: [{key: example.dev/ignore, operator: DoesNotExist}]}\n'),
      [],
    ],
    ['a selector of objects', webhook('    objectSelector: {matchLabels: {a: b}}\n'), []],
    ['conditions', webhook('    matchConditions: [{name: a, expression: "true"}]\n'), []],
    ['a webhook that fails open', webhook('    failurePolicy: Ignore\n'), []],
    ['for its own kind', webhook('', 'Validating', own), []],
    [
      'for a kind that no Pod needs to start',
      webhook('', 'Validating', 'apiGroups: [networking.k8s.io], resources: [ingresses]'),
      [],
    ],
    ['deletions', webhook('').replace('CREATE', 'DELETE'), []],
  ])('%s', (_, text, expected) => expect(found(text, 'webhooks-spare-the-system')).toEqual(expected));
});

describe('no-outside-webhook', () => {
  const conversion = (client: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\nspec:\n  conversion:\n    strategy: Webhook\n    webhook:\n      clientConfig: {${client}}\n`;
  const at = (url: string) => webhook('').replace('service: {name: a, namespace: b}', `url: "${url}"`);
  test.each([
    ['another host', at('https://hooks.example.com/x'), ['high 7']],
    ['a host that only looks like a Service', at('https://a.svc.example.com'), ['high 7']],
    ['a user that looks like a Service', at('https://a.svc:b@hooks.example.com/'), ['high 7']],
    ['a fragment that looks like a Service', at('https://hooks.example.com#.svc'), ['high 7']],
    ['a Service by its name', at('https://a.b.svc:8443/x'), []],
    ['a Service by its full name', at('https://a.b.svc.cluster.local'), []],
    ['a Service', webhook(''), []],
    ['a conversion', conversion('url: "https://hooks.example.com"'), ['high 8']],
    ['a conversion by a Service', conversion('service: {name: a, namespace: b}'), []],
  ])('%s', (_, text, expected) => expect(found(text, 'no-outside-webhook')).toEqual(expected));
});

test.each([
  ['true', ['high 4']],
  ['false', []],
])('an APIService with insecureSkipTLSVerify: %s', (skips, expected) =>
  expect(
    found(
      `apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: a}\nspec: {insecureSkipTLSVerify: ${skips}}\n`,
      'verified-api-services',
    ),
  ).toEqual(expected),
);

test.each([
  ['nginx.ingress.kubernetes.io/configuration-snippet', ['medium 4']],
  ['nginx.org/server-snippets', ['medium 4']],
  ['nginx.ingress.kubernetes.io/rewrite-target', []],
])('an Ingress with %s', (key, expected) =>
  expect(
    found(
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations: {${key}: "x"}\n  name: a\nspec: {}\n`,
      'no-ingress-snippets',
    ),
  ).toEqual(expected),
);

describe('eviction-allowed', () => {
  const budget = (spec: string) =>
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {${spec}, selector: {matchLabels: {app: a}}}\n`;
  const runs = (replicas: string, label = 'a') =>
    `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {${replicas}selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: ${label}}}, spec: {containers: [{name: a, image: a}]}}}\n`;
  const scaler =
    '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {scaleTargetRef: {kind: Deployment, name: a}}\n';
  test.each([
    ['no Pod may be unavailable', budget('maxUnavailable: 0'), ['medium 4']],
    ['0% of the Pods may be unavailable', budget('maxUnavailable: "0%"'), ['medium 4']],
    ['100% of the Pods must be available', budget('minAvailable: "100%"'), ['medium 4']],
    ['the only Pod must be available', budget('minAvailable: 1') + runs(''), ['medium 4']],
    ['all replicas must be available', budget('minAvailable: 2') + runs('replicas: 2, '), ['medium 4']],
    ['one Pod may be unavailable', budget('maxUnavailable: 1') + runs(''), []],
    ['one of two Pods must be available', budget('minAvailable: 1') + runs('replicas: 2, '), []],
    [
      'the only Pod must be available, by an expression',
      budget('minAvailable: 1').replace(
        'matchLabels: {app: a}',
        'matchExpressions: [{key: app, operator: In, values: [a]}]',
      ) + runs(''),
      ['medium 4'],
    ],
    ['the budget selects other Pods', budget('minAvailable: 1') + runs('', 'b'), []],
    ['an autoscaler scales the Pods', budget('minAvailable: 1') + runs('') + scaler, []],
  ])('%s', (_, text, expected) => expect(found(text, 'eviction-allowed')).toEqual(expected));
});

describe('secrets-kept-elsewhere', () => {
  test('names the password of a Secret, not the entries before it', () => {
    const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n${data}`;
    const password = '  APP: web\n  username: me\n  password: hunter2hunter2\n';
    expect(found(secret(password), 'secrets-kept-elsewhere')).toEqual(['high 7']);
    expect(found(secret('  APP: web\n  username: me\n'), 'secrets-kept-elsewhere')).toEqual(['high 5']);
  });

  test.each([
    ['username: admin\n  password: change-me\n', []],
    ['username: myuser\n  password: mypassword\n', []],
    ['ACCESS_KEY_ID: admin\n  SECRET_ACCESS_KEY: change-me\n', []],
    ['username: admin\n  password: change-me\n  settings: s3cr3t\n', ['high 7']],
    ['username: admin\n  password: change-me\n  token: Tr0ub4dor-3\n', ['high 7']],
  ])('with a placeholder as its password: %j', (data, expected) =>
    expect(
      found(`apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  ${data}`, 'secrets-kept-elsewhere'),
    ).toEqual(expected),
  );

  const map = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  ${data}\n`;
  const key = `AKIA${'ABCDEFGH12345678'}`;
  test.each([
    ['a password', map('DB_PASSWORD: hunter2hunter2'), ['high 5']],
    ['a key that has the form of a secret', map(`config: "id: ${key}"`), ['high 5']],
    ['the name of a Secret', map('DB_PASSWORD_NAME: hunter2hunter2'), []],
    ['a placeholder', map('DB_PASSWORD: change-me'), []],
    ['a value from a template', map('DB_PASSWORD: "{{ .Values.password }}"'), []],
  ])('a ConfigMap with %s', (_, text, expected) => expect(found(text, 'secrets-kept-elsewhere')).toEqual(expected));

  const workflow = (of: string, job: string, step: string) =>
    `on: push\n${of}jobs:\n  a:\n    runs-on: ubuntu-24.04\n${job}    steps:\n      - run: x\n${step}`;
  test.each([
    ['of a workflow', workflow(`env: {ID: ${key}}\n`, '', ''), ['high 2']],
    ['of a job', workflow('', `    env: {ID: ${key}}\n`, ''), ['high 5']],
    ['of a step', workflow('', '', `        env: {ID: ${key}}\n`), ['high 7']],
    [
      'of a test database',
      workflow('', '    env: {POSTGRES_PASSWORD: postgres, URL: "postgres://a:postgres@localhost/a"}\n', ''),
      [],
    ],
    ['from the secrets', workflow('', '    env: {TOKEN: "${{ secrets.TOKEN }}"}\n', ''), []],
  ])('a variable %s', (_, text, expected) =>
    expect(found(text, 'secrets-kept-elsewhere', '.github/workflows/a.yml')).toEqual(expected),
  );
});

describe('fields that only an installation fills in', () => {
  const filled = '{{ randAlphaNum 5 }}';
  const judged = (text: string, rule: string) => {
    const files = { 'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n', 'c/templates/a.yaml': text };
    return audit(repositoryOf(Object.entries(files)), { rules: [rule] }).findings.map(({ state }) => state);
  };
  const list = `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\nwebhooks: ${filled}\n`;
  const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n  annotations: ${filled}\nspec: {}\n`;
  const budget =
    'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, selector: {matchLabels: {app: a}}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n';
  const runs = `${budget}spec: {replicas: ${filled}, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}}\n`;
  test.each([
    ['the webhooks', list, 'admission-fails-closed'],
    ['the webhooks', list, 'webhooks-spare-the-system'],
    ['the webhooks', list, 'no-outside-webhook'],
    ['a selector', webhook(`    namespaceSelector: ${filled}\n`), 'webhooks-spare-the-system'],
    ['the failurePolicy', webhook(`    failurePolicy: ${filled}\n`), 'webhooks-spare-the-system'],
    ['the rules of a webhook', webhook('').replace(/rules: .*/, `rules: ${filled}`), 'webhooks-spare-the-system'],
    ['annotations', ingress, 'no-ingress-snippets'],
    ['a number of replicas', runs, 'eviction-allowed'],
  ])('%s: unknown, to rule %#', (_, text, rule) => expect(judged(text, rule)).toEqual(['unknown']));
});
