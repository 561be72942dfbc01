// A Pod that the code creates has the permissions of its account, and runs a program that was not inferred.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { givenAccounts } from '../../src/permissions/given-accounts.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

test.each([
  'PodSpec { service_account_name: Some("job".to_string()), ..Default::default() }',
  'PodSpec { service_account_name: Some(String::from("job")), ..Default::default() }',
  'json!({ "serviceAccountName": "job" })',
  'spec.service_account_name = Some(JOB.into())',
  'builder.service_account_name("job")',
])('%s names an account', (code) =>
  expect(givenAccounts(new Map([['src/a.rs', `const JOB: &str = "job";\nfn a() { ${code} }\n`]]))).toEqual([
    { account: 'job', path: 'src/a.rs', line: 2 },
  ]),
);

test.each(['// service_account_name: Some("job")', 'PodSpec { service_account_name: Some(name) }'])(
  '%s does not name an account',
  (code) => expect(givenAccounts(new Map([['src/a.rs', `fn a() {\n${code}\n}\n`]]))).toEqual([]),
);

const manifest = '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n';
const role = (name: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: ${name}}\nrules: [{apiGroups: [""], resources: [secrets], verbs: [get, list]}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: ${name}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: ${name}, namespace: n}]\n---\n`;
const program = (account: string): string =>
  `use k8s_openapi::api::core::v1::{PodSpec, Secret};\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nlet _ = PodSpec { service_account_name: Some("${account}".to_string()), ..Default::default() };\nApi::<Secret>::default_namespaced(client).list(&Default::default()).await.unwrap(); }\n`;

const doubts = async (account: string): Promise<readonly string[]> => {
  const repository = repositoryOf([
    ['Cargo.toml', manifest],
    ['src/main.rs', program(account)],
    ['deploy/rbac.yaml', role('app') + role('job')],
  ]);
  const { permissions } = await inferPermissions(repository);
  const { findings } = audit(repository, { rules: ['no-unused-permissions'], permissions });
  return findings
    .map(({ state, message }) => `${state}: ${message}`)
    .filter((one) => one.includes('creates Pods that run'));
};

test('a permission of a Pod that the code creates is not known to be unused', async () => {
  const words = 'src/main.rs:5 creates Pods that run with the ServiceAccount job';
  expect(await doubts('job')).toContainEqual(expect.stringMatching(`^unknown: .*${words}`));
  expect(await doubts('another')).toEqual([]);
});
