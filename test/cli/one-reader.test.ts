// `audit`, `harden` and `rbac` read the same files, and name the files that they skip.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fill } from './hardenable.ts';
import { cli, emptyFolder } from './run.ts';

const role = (verbs: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: a\nrules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [${verbs}]\n`;
const manifest = '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n';
const main =
  'use k8s_openapi::api::core::v1::Pod;\n#[tokio::main]\nasync fn main() { let client = kube::Client::try_default().await.unwrap(); kube::Api::<Pod>::all(client).list(&Default::default()).await; }\n';

test('both commands skip a rendered copy in an ignored folder', async () => {
  const folder = emptyFolder();
  fill(folder, {
    '.gitignore': 'rendered/\n',
    'Cargo.toml': manifest,
    'src/main.rs': main,
    'deploy/role.yaml': role('list'),
  });
  mkdirSync(path.join(folder, 'rendered'));
  writeFileSync(path.join(folder, 'rendered/role.yaml'), role('list, delete'));
  const [audit, rbac] = [
    await cli(['audit', '--rules', 'no-unused-permissions'], folder),
    await cli(['rbac', '--check'], folder),
  ];
  expect(audit.stdout).not.toContain('delete');
  expect(rbac.stdout).not.toContain('delete');
  expect(rbac.status).toBe(0);
});

test('audit names a skipped folder and a link', async () => {
  const folder = emptyFolder();
  fill(folder, { 'a.yaml': 'a: 1\n', 'dist/install.yaml': role('"*"'), 'vendor/b.yaml': 'a: 1\n' });
  symlinkSync('vendor', path.join(folder, 'deploy'));
  const { stdout } = await cli(['audit', '--full'], folder);
  expect(stdout).toMatch(/Set aside[^]*deploy[^]*dist, vendor/);
});

test('audit reads a package outside of the directory as rbac does', async () => {
  const folder = emptyFolder();
  fill(folder, {
    'app/Cargo.toml': `${manifest}shared = { path = "../shared" }\n`,
    'app/src/main.rs':
      '#[tokio::main]\nasync fn main() { shared::run(kube::Client::try_default().await.unwrap()).await; }\n',
    'app/deploy/role.yaml': `${role('list')}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: a\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: a, namespace: a}]\n`,
    'shared/Cargo.toml': manifest.replace('"a"', '"shared"'),
    'shared/src/lib.rs':
      'use k8s_openapi::api::core::v1::Pod;\npub async fn run(client: kube::Client) { kube::Api::<Pod>::all(client).list(&Default::default()).await; }\n',
  });
  const { stdout } = await cli(['audit', 'app', '--json'], folder);
  const { findings, kept } = JSON.parse(stdout);
  expect(findings.filter(({ rule }: { rule: string }) => rule === 'no-unused-permissions')).toEqual([]);
  expect(kept).toContain('no-unused-permissions');
});
