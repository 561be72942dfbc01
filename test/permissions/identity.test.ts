// Who is the subject of a binding: accounts have a namespace, groups have accounts, a Role has the namespace of its
// binding.
import { beforeAll, describe, expect, test } from 'vitest';
import { inferFiles, type Inference } from '../../src/inference/infer.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { inferredOf } from '../inferred.ts';

const program = {
  'Cargo.toml': '[package]\nname = "app"\n[dependencies]\nkube = "4.2"\nk8s-openapi = "0.28"\n',
  'src/main.rs': `use k8s_openapi::api::core::v1::ConfigMap;
#[tokio::main]
async fn main() {
    let client = kube::Client::try_default().await.unwrap();
    kube::Api::<ConfigMap>::default_namespaced(client).list(&Default::default()).await;
}
`,
};

let inference: Inference;
beforeAll(async () => {
  inference = await inferFiles(new Map(Object.entries(program)));
});

const header = 'apiVersion: rbac.authorization.k8s.io/v1';
const rules = 'rules: [{ apiGroups: [""], resources: [configmaps], verbs: [list] }]';

interface Written {
  readonly subject: string;
  readonly binding?: string;
  readonly role?: string;
  readonly field?: string;
}

/** A Deployment in the namespace `home` whose account `app` gets its permissions in the words of a case. */
function checkOf(written: Written) {
  return checked(manifestsOf(written));
}

function manifestsOf({ subject, binding = 'home', role = 'home', field = 'serviceAccountName' }: Written): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: app, namespace: home }
spec: { template: { spec: { ${field}: app, containers: [{ name: app, image: x/app }] } } }
---
${header}
kind: Role
metadata: { name: app, namespace: ${role} }
${rules}
---
${header}
kind: RoleBinding
metadata: { name: app, namespace: ${binding} }
roleRef: { kind: Role, name: app }
subjects: [${subject}]
`;
}

function checked(manifests: string, more: Readonly<Record<string, string>> = {}) {
  const files = new Map(Object.entries({ ...program, 'deploy/app.yaml': manifests, ...more }));
  return checkManifests(inferredOf(files, inference)).check;
}

const missing = (note: string) => ({ missing: [{ verb: 'list', note }], excess: [] });
const nothing = {
  missing: [],
  unknown: [
    { why: 'Nothing here grants permissions to the ServiceAccount of app, so its granted permissions are not known.' },
  ],
};
const exactly = { missing: [], excess: [], unknown: [] };
const astray = 'It is granted to an account of another namespace (deploy/app.yaml:9), and the Pod runs in home.';

describe('a subject is a ServiceAccount of one namespace', () => {
  test.each([
    ['its own', '{ kind: ServiceAccount, name: app, namespace: home }', exactly],
    ['the namespace of the binding, if the subject has none', '{ kind: ServiceAccount, name: app }', exactly],
    ['as a User', '{ kind: User, name: "system:serviceaccount:home:app" }', exactly],
    ['another', '{ kind: ServiceAccount, name: app, namespace: away }', missing(astray)],
    ['another, as a User', '{ kind: User, name: "system:serviceaccount:away:app" }', missing(astray)],
    ['a User with its name', '{ kind: User, name: app }', nothing],
    ['a Group with the name of an account', '{ kind: Group, name: "system:serviceaccount:home:app" }', nothing],
  ])('%s', (_, subject, expected) => {
    expect(checkOf({ subject })).toMatchObject(expected);
  });
});

describe('every ServiceAccount is in the groups of Kubernetes', () => {
  test.each([
    ['system:serviceaccounts', exactly],
    ['system:serviceaccounts:home', exactly],
    ['system:authenticated', exactly],
    ['system:serviceaccounts:away', nothing],
    ['system:unauthenticated', nothing],
    ['system:masters', nothing],
  ])('%s', (name, expected) => {
    expect(checkOf({ subject: `{ kind: Group, name: "${name}" }` })).toMatchObject(expected);
  });
});

test('a subject without a namespace is in the namespace of its binding', () => {
  expect(checkOf({ subject: '{ kind: ServiceAccount, name: app }', role: 'away', binding: 'away' })).toMatchObject(
    missing(astray),
  );
});

test('of two Roles with one name, a binding refers to the one in its namespace', () => {
  const manifests = manifestsOf({ subject: '{ kind: ServiceAccount, name: app, namespace: home }' });
  const other = `${header}\nkind: Role\nmetadata: { name: app, namespace: home }\n${rules.replace('list', 'delete')}\n`;
  expect(checked(manifests, { 'other/role.yaml': other })).toMatchObject(exactly);
});

test('the deprecated field of a Pod names its account too', () => {
  const subject = '{ kind: ServiceAccount, name: app, namespace: home }';
  expect(checkOf({ subject, field: 'serviceAccount' })).toMatchObject(exactly);
});

test('a Role is in the namespace of its binding', () => {
  const subject = '{ kind: ServiceAccount, name: app, namespace: home }';
  const { missing: lacks, unknown } = checkOf({ subject, role: 'away' });
  expect(lacks).toEqual([]);
  expect(unknown.map(({ why }) => why)).toContain(
    'The role app of the namespace home is not in this repository, so what it grants is not known.',
  );
});

test('a permission in another namespace does not grant one in its own', () => {
  const subject = '{ kind: ServiceAccount, name: app, namespace: home }';
  expect(checkOf({ subject, role: 'away', binding: 'away' })).toMatchObject(
    missing('It is granted in away (deploy/app.yaml:9), and the Pod runs in home.'),
  );
});

test('a namespace that the installation decides may be the same one', () => {
  expect(
    checked(`apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec: { template: { spec: { serviceAccountName: app, containers: [{ name: app, image: x/app }] } } }
---
${header}
kind: Role
metadata: { name: app }
${rules}
---
${header}
kind: RoleBinding
metadata: { name: app }
roleRef: { kind: Role, name: app }
subjects: [{ kind: ServiceAccount, name: app, namespace: prod }]
`),
  ).toMatchObject(exactly);
});
