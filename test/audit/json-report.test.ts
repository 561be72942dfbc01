// The output of --json fits the schema in the package, and uses every part of it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageVersion } from '../../src/package-root.ts';
import { fill } from '../cli/hardenable.ts';
import { cli, emptyFolder, program } from '../cli/run.ts';

const schema = JSON.parse(readFileSync('docs/audit.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const role =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules:\n  - {apiGroups: [""], resources: [pods, secrets], verbs: [list]}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: b, namespace: c}]\n';
const files = {
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "5"\nk8s-openapi = "0.29"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Secret;\nuse kube::{Api, Client, api::ListParams};\n#[tokio::main]\nasync fn main() -> kube::Result<()> {\n    Api::<Secret>::all(Client::try_default().await?).list(&ListParams::default()).await?;\n    Ok(())\n}\n',
  'deploy/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true # kube-secure-controller: ignore[no-host-pid] it debugs\n  hostIPC: true\n  containers: [{name: c, image: a}]\n',
  'deploy/idle.yaml':
    '# kube-secure-controller: ignore[no-host-pid] it is gone\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n',
  'deploy/broken.yaml': 'kind: Pod\n  a: [\n',
  'docs/example.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {hostPID: true}\n',
  'deploy/role.yaml': role,
};

describe('the report', () => {
  let report: Readonly<Record<string, unknown>>;
  beforeAll(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'json-'));
    fill(folder, files);
    report = JSON.parse(program(['audit', '--json', '--profile', 'pedantic'], folder).stdout);
    return () => rmSync(folder, { recursive: true, force: true });
  });

  test('fits the schema', () => {
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('fills every list, so that each part of the schema is tested', () => {
    const empty = Object.entries(report).filter(([, value]) => Array.isArray(value) && value.length === 0);
    expect(empty.map(([key]) => key)).toEqual([]);
  });

  test('leads from the line of Rust to the consequence', () => {
    expect(report['blastRadius']).toContainEqual(
      expect.objectContaining({
        consequence: expect.stringContaining('every Secret'),
        ways: [
          {
            subject: 'ClusterRole a',
            path: 'deploy/role.yaml',
            line: 5,
            verbs: ['list'],
            resources: ['secrets'],
            accounts: ['ServiceAccount c/b'],
            code: [{ path: 'src/main.rs', line: 5 }],
          },
        ],
      }),
    );
  });

  test.each([
    ['without a key', (one: Record<string, unknown>) => delete one['grade']],
    ['with an unknown key', (one: Record<string, unknown>) => (one['more'] = 1)],
    ['with another profile', (one: Record<string, unknown>) => (one['profile'] = 'strict')],
  ])('%s is refused by the schema', (_, change) => {
    const changed = { ...report };
    change(changed);
    expect(validate(changed)).toBe(false);
  });
});

test('the report names the repository, what it recorded, and the preset', async () => {
  const root = emptyFolder();
  const preset = path.resolve('examples/preset');
  await cli(['one', '--yes', '--preset', preset, '--repository', 'acme/one', '--license', 'none'], root);
  mkdirSync(path.join(root, '.git'));
  writeFileSync(
    path.join(root, '.git', 'config'),
    '[remote "origin"]\n\turl = https://token@gitlab.com/acme/a/b.git\n',
  );
  const report = JSON.parse((await cli(['audit', 'one', '--json', '--preset', preset], root)).stdout);
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  const on = { name: '@acme/controller-preset', version: '1.4.0', integrity: expect.stringMatching(/^sha512-/) };
  expect(report).toMatchObject({
    repository: { origin: 'gitlab.com/acme/a/b', directory: 'one', path: 'one/' },
    record: { by: 'create', version: packageVersion(), scope: 'namespaced', preset: on },
    preset: on,
    reach: 'namespace',
  });
});

test('the JSON of an error fits the schema too', () => {
  const { stdout, status } = program(['audit', '--json', '--profile', 'regula'], emptyFolder());
  expect(status).toBe(2);
  expect(validate(JSON.parse(stdout))).toBe(true);
  expect(stdout).toContain('did you mean \\"regular\\"?');
});
