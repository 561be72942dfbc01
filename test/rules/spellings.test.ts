// Other spellings: anything that the cluster, GitHub or a shell understands is judged or unknown.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { isOfProfile } from '../../src/audit/select.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (path: string, text: string, ...rules: readonly string[]): readonly string[] =>
  audit(repositoryOf([[path, text]]), { rules }).findings.map(({ severity, line }) => `${severity} ${line}`);

const spec = 'hostNetwork: true, containers: [{name: a, image: a}]';

describe('a Pod on the network of its node', () => {
  test.each([
    ['on one line', `{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {${spec}}}\n`],
    ['as JSON in YAML', `{"apiVersion":"v1","kind":"Pod","spec":{"hostNetwork":true,"containers":[]}}\n`],
    ['with a tag', `apiVersion: v1\nkind: !!str Pod\nspec: {${spec}}\n`],
    ['with a long tag', `apiVersion: v1\nkind: !<tag:yaml.org,2002:str> Pod\nspec: {${spec}}\n`],
    ['with an anchor', `apiVersion: v1\nkind: &k Pod\nspec: {${spec}}\n`],
    ['with a comment', `apiVersion: v1\nkind: # why\n  Pod\nspec: {${spec}}\n`],
    ['with an escape', `apiVersion: v1\nkind: "P\\u006fd"\nspec: {${spec}}\n`],
    ['by an alias', `x: &k Pod\napiVersion: v1\nkind: *k\nspec: {${spec}}\n`],
    ['merged into the object', `x: &p {apiVersion: v1, kind: Pod, spec: {${spec}}}\n<<: *p\nmetadata: {name: x}\n`],
    ['merged into an item', `x: &p {apiVersion: v1, kind: Pod, spec: {${spec}}}\nkind: List\nitems: [{<<: *p}]\n`],
    ['in a list from an alias', `x: &l [{apiVersion: v1, kind: Pod, spec: {${spec}}}]\nkind: List\nitems: *l\n`],
  ])('%s', (_, text) => expect(found('a.yaml', text, 'no-host-network')).toHaveLength(1));

  test('in JSON with an escape', () =>
    expect(
      found(
        'a.json',
        '{"apiVersion":"v1","kind":"P\\u006fd","spec":{"hostNetwork":true,"containers":[]}}',
        'no-host-network',
      ),
    ).toHaveLength(1));
});

describe('secrets-kept-elsewhere', () => {
  const map = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${data}`;
  const key = Buffer.from('-----BEGIN PRIVATE KEY-----\nMIIE\n').toString('base64');
  test.each([
    ['properties', map('data:\n  a: |\n    db.password=Tr0ub4dor-3\n'), ['high 5']],
    ['YAML in it', map('data:\n  a: |\n    db: {user: u, password: "Tr0ub4dor-3"}\n'), ['high 5']],
    ['a login of a registry', map(`data:\n  a: '{"auths":{"a.io":{"auth":"dXNlcjpwYXNzd29yZA=="}}}'\n`), ['high 5']],
    ['binary data', map(`binaryData:\n  a: ${key}\n`), ['high 5']],
    ['quotes around the kind', `"kind": "ConfigMap"\napiVersion: v1\ndata: {PASSWORD: Tr0ub4dor-3}\n`, ['high 3']],
    ['the name of a Secret', map('data:\n  a: |\n    password: db-credentials\n'), []],
    [
      'references to a value',
      map('data:\n  a: |\n    password: $PASSWORD\n    api_key: ${KEY}\n    password: env:PASS\n'),
      [],
    ],
    ['the place of a password', map('data:\n  a: |\n    password_file: /etc/Secret1\n    admin_password: admin\n'), []],
  ])('a ConfigMap with %s', (_, text, expected) =>
    expect(found('a.yaml', text, 'secrets-kept-elsewhere')).toEqual(expected),
  );

  test('a ConfigMap in JSON', () =>
    expect(
      found(
        'a.json',
        '{"apiVersion":"v1","kind":"ConfigMap","data":{"PASSWORD":"Tr0ub4dor-3"}}',
        'secrets-kept-elsewhere',
      ),
    ).toEqual(['high 1']));

  const token = `ghp_${'aB3dE6gH9j'.repeat(4)}`;
  const job = (more: string) => `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n${more}`;
  test.each([
    [
      'a script',
      job(`    steps:\n      - run: |\n          curl -H "Authorization: Bearer ${token}" https://a.example\n`),
      ['high 6'],
    ],
    ['an input', job(`    steps:\n      - uses: a/b@v1\n        with: {password: ${token}}\n`), ['high 7']],
    ['a service', job(`    services: {db: {image: a, env: {A: ${token}}}}\n`), ['high 5']],
    [
      'the credentials of the job',
      job('    container: {image: a, credentials: {username: u, password: Tr0ub4dor-3}}\n'),
      ['high 5'],
    ],
    [
      'a called workflow',
      `on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with: {k: ${token}}\n`,
      ['high 5'],
    ],
    ['a random value', job('    env: {AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENGbPxRfiCYzE5T7qLm9Rk}\n'), ['high 5']],
    ['credentials from a secret', job('    container: {image: a, credentials: {password: "${{ secrets.A }}"}}\n'), []],
    ['a test database', job('    env: {DB_PASSWORD: postgres, URL: "postgres://u:postgres@db"}\n'), []],
  ])('a workflow with %s', (_, text, expected) =>
    expect(found('.github/workflows/a.yml', text, 'secrets-kept-elsewhere')).toEqual(expected),
  );

  test('an action of the repository', () => {
    const action = `name: a\ninputs: {t: {default: ${token}}}\nruns:\n  using: composite\n  steps: []\n`;
    expect(found('.github/actions/a/action.yml', action, 'secrets-kept-elsewhere')).toEqual(['high 2']);
  });
});

describe('no-secret-environment', () => {
  const env = (...items: readonly string[]) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec:\n  containers:\n    - name: a\n      image: a\n      env:\n${items.map((one) => `        - {${one}}\n`).join('')}`;
  const fromSecret = 'name: A, valueFrom: {secretKeyRef: {name: a, key: b}}';
  test.each([
    ['clear text after a reference', [fromSecret, 'name: PASSWORD, value: Tr0ub4dor-3'], ['critical 10']],
    [
      'the key of a Secret',
      ['name: SIGNING_SECRET_NAME, value: auth', 'name: SIGNING_SECRET_KEY, value: signing-key'],
      [],
    ],
    ['a key without the name of its Secret', ['name: SIGNING_SECRET_KEY, value: signing-key'], ['critical 9']],
    [
      'a secret in the place of a key',
      ['name: A_SECRET_NAME, value: a', 'name: A_SECRET_KEY, value: Tr0ub4dor3'],
      ['critical 10'],
    ],
  ])('%s', (_, items, expected) => expect(found('a.yaml', env(...items), 'no-secret-environment')).toEqual(expected));

  test('one key of a Secret is reported by a larger profile, all keys by every profile', () => {
    const shown = (text: string) =>
      audit(repositoryOf([['a.yaml', text]]), { rules: ['no-secret-environment'] }).findings.filter((one) =>
        isOfProfile(one, 'regular'),
      ).length;
    expect(shown(env(fromSecret))).toBe(0);
    const all = '      envFrom: [{secretRef: {name: a}}]\n';
    expect(shown(`${env()}${all}`.replace('      env:\n', ''))).toBe(1);
    expect(shown(`${env(fromSecret)}${all}`)).toBe(1);
  });
});

describe('expressions', () => {
  const step = (code: string, on = 'issues') =>
    `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo \${{ ${code} }}\n`;
  test.each([
    ['GitHub.Event.issue.title', ['high 6']],
    ['GITHUB.HEAD_REF', ['high 6']],
    ['INPUTS.x', ['medium 6']],
    ["startsWith(github.ref, 'a') && 'b' || 'c'", []],
    ["github.event.issue.title && 'b' || 'c'", []],
    ["startsWith(github.ref, 'a') && github.head_ref || 'c'", ['high 6']],
    ["'a && b' == 'c' || github.head_ref", ['high 6']],
    ["(github.ref == 'a' && github.head_ref) || 'c'", ['high 6']],
  ])('%s', (code, expected) =>
    expect(found('.github/workflows/a.yml', step(code), 'no-expression-in-script')).toEqual(expected),
  );

  test.each([
    ['a group', '{\n  echo "T=$T"\n} >> "$GITHUB_ENV"', 1],
    ['a document', 'cat >> "$GITHUB_ENV" <<EOF\nT=$T\nEOF', 1],
    ['a group of constants', '{\n  echo "T=1"\n} >> "$GITHUB_ENV"\necho "$T"', 0],
  ])('into the environment by %s', (_, script, count) => {
    const text = `on: issues\njobs:\n  a:\n    steps:\n      - run: ${JSON.stringify(script)}\n        env: {T: "\${{ github.event.issue.title }}"}\n`;
    expect(found('.github/workflows/a.yml', text, 'no-untrusted-environment')).toHaveLength(count);
  });

  test('names of contexts and actions are case-insensitive', () => {
    const checkout = (uses: string, ref: string) =>
      `on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: ${uses}@v4\n        with: {ref: "\${{ ${ref} }}"}\n`;
    const rules = ['no-trusted-pull-request', 'no-persisted-credentials'];
    const plain = found(
      '.github/workflows/a.yml',
      checkout('actions/checkout', 'github.event.pull_request.head.sha'),
      ...rules,
    );
    expect(plain).toHaveLength(2);
    expect(
      found('.github/workflows/a.yml', checkout('Actions/Checkout', 'GITHUB.EVENT.PULL_REQUEST.HEAD.SHA'), ...rules),
    ).toEqual(plain);
    expect(found('.github/workflows/a.yml', step('TOJSON(SECRETS)'), 'secrets-by-name-in-workflows')).toEqual([
      'high 6',
    ]);
  });

  test('an action in any folder is judged, except foreign ones', () => {
    const action =
      'name: a\ninputs: {t: {}}\nruns:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.t }}\n      shell: sh\n';
    const lines = (folder: string, uses: string) =>
      audit(
        repositoryOf([
          [`${folder}/action.yaml`, action],
          ['.github/workflows/a.yml', `on: push\njobs:\n  a:\n    steps:\n      - uses: ${uses}\n`],
        ]),
        { rules: ['no-expression-in-script'] },
      ).findings.map(({ path, line }) => `${path}:${line}`);
    expect(lines('tools/a', './tools/b')).toEqual(['tools/a/action.yaml:6']);
    expect(lines('vendored/a', './vendored/a')).toEqual(['vendored/a/action.yaml:6']);
    expect(lines('vendored/a', './tools/b')).toEqual([]);
  });
});

test.each([
  ['Dockerfile-amd64', 1],
  ['Dockerfile_dev', 1],
  ['Dockerfile-notes.md', 0],
])('%s is read by its file type', (path, count) =>
  expect(found(`images/${path}`, 'FROM rust:1\n', 'base-image-by-digest')).toHaveLength(count),
);
