// `rbac --observed`: inferred, granted and used permissions, through the real program.
import { mkdirSync, openSync, closeSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { event } from '../permissions/observed/logs.ts';
import { cli, emptyFolder, program } from './run.ts';

vi.setConfig({ testTimeout: 120_000 });

const main = `use k8s_openapi::api::core::v1::{ConfigMap, Pod};
use kube::{Api, Client};
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    let pods: Api<Pod> = Api::namespaced(client.clone(), "team");
    pods.list(&Default::default()).await;
    pods.get("a").await;
    let maps: Api<ConfigMap> = Api::namespaced(client, "team");
    maps.delete("m", &Default::default()).await;
}
`;
const manifests = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: app, namespace: team }
rules:
  - { apiGroups: [""], resources: [pods], verbs: [get, list] }
  - { apiGroups: [""], resources: [secrets], verbs: [get, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: app, namespace: team }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: app }
subjects: [{ kind: ServiceAccount, name: app, namespace: app-system }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: app, namespace: app-system }
spec: { template: { spec: { serviceAccountName: app, containers: [{ name: app, image: ghcr.io/x/app }] } } }
`;

function repository(lines: readonly object[], log = 'audit.log'): string {
  const folder = emptyFolder();
  const write = (file: string, text: string | Buffer): void => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write('Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n');
  write('src/main.rs', main);
  write('deploy/all.yaml', manifests);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  write(log, log.endsWith('.gz') ? gzipSync(text) : text);
  return folder;
}

const stranger = { user: { username: 'system:serviceaccount:kube-system:generic-garbage-collector' } };

test('each permission has one verdict from code, roles and logs', async () => {
  const folder = repository([
    event('list', 'pods'),
    event('get', 'secrets'),
    event('delete', 'configmaps'),
    event('create', 'apps/deployments', { annotations: { 'authorization.k8s.io/decision': 'forbid' } }),
    event('watch', 'events', stranger),
    event('create', 'authorization.k8s.io/selfsubjectaccessreviews'),
  ]);
  const { stdout, status } = await cli(['rbac', '--observed', 'audit.log', '--json'], folder);
  expect(status).toBe(1);
  const [account] = JSON.parse(stdout).observed.accounts;
  expect(account).toMatchObject({ users: ['system:serviceaccount:app-system:app'], binaries: ['app'] });
  const verdicts = account.permissions.map(
    ({ verb, resource, verdict }: Readonly<Record<string, string>>) => `${verb} ${resource} ${verdict}`,
  );
  expect(verdicts.sort()).toEqual([
    'create deployments observed-only',
    'delete configmaps not-granted',
    'get pods not-exercised',
    'get secrets not-inferred',
    'list pods agreed',
    'watch secrets unused',
  ]);
});

test('the text names an error of the inference, and shows the request', async () => {
  const folder = repository([event('list', 'pods'), event('get', 'secrets')]);
  const { stdout, status } = await cli(['rbac', '--observed', 'audit.log'], folder);
  expect(status).toBe(1);
  expect(stdout).toContain('a bug in the inference');
  expect(stdout).toContain('/x/secrets?verb=get 2026-11-28T10:00:00.000000Z (audit.log)');
  expect(stdout).toContain('not exercised by these runs');
});

test('a permission that is used, inferred and granted makes no difference', async () => {
  const folder = repository([event('list', 'pods'), event('get', 'pods')], 'audit.log.gz');
  expect(await cli(['rbac', '--observed', 'audit.log.gz', 'audit.log.gz'], folder)).toMatchObject({ status: 0 });
});

test('a request outside the inferred namespaces is an error of the inference too', async () => {
  const folder = repository([event('list', 'pods', { objectRef: { resource: 'pods', namespace: 'other' } })]);
  const { stdout } = await cli(['rbac', '--observed', 'audit.log'], folder);
  expect(stdout).toContain('a bug in the inference\n  list pods');
});

test('without its ServiceAccount in the log, rbac judges nothing and names the accounts of the log', async () => {
  const folder = repository([event('list', 'pods', { user: { username: 'system:serviceaccount:x:other' } })]);
  const { status, stderr } = await cli(['rbac', '--observed', 'audit.log'], folder);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('requests of x:other') });
  const named = await cli(['rbac', '--observed', 'audit.log', '--service-account', 'x:other', '--json'], folder);
  expect(JSON.parse(named.stdout).observed.accounts[0].users).toEqual(['system:serviceaccount:x:other']);
  expect(await cli(['rbac', '--service-account', 'x'], folder)).toMatchObject({ status: 2 });
  expect(await cli(['rbac', '--observed', 'none.log'], folder)).toMatchObject({ status: 3 });
});

test('a log larger than the allowed memory is read', () => {
  const folder = repository([]);
  const log = openSync(path.join(folder, 'audit.log'), 'w');
  const part = `${JSON.stringify(event('list', 'pods', { requestObject: { filling: 'x'.repeat(2_000) } }))}\n`.repeat(
    400,
  );
  for (let written = 0; written < 100_000_000; written += part.length) writeSync(log, part);
  closeSync(log);
  const { stdout, status } = program(['rbac', '--observed', 'audit.log', '--json'], folder, {
    NODE_OPTIONS: '--max-old-space-size=128',
  });
  expect(status).toBe(0);
  const [account] = JSON.parse(stdout).observed.accounts;
  const used = account.permissions.find(({ verdict }: { readonly verdict: string }) => verdict === 'agreed');
  expect(used.observed.requests).toBeGreaterThan(30_000);
});

test('the HTML page of an audit shows the requests in its matrix, and no other format accepts logs', async () => {
  const folder = repository([event('list', 'pods')]);
  const { stdout } = await cli(['audit', '--format', 'html', '--observed', 'audit.log'], folder);
  expect(stdout).toContain('<b>pods</b>');
  expect(stdout).toContain('requests: 1');
  const refused = await cli(['audit', '--observed', 'audit.log'], folder);
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--observed needs --format html')]);
});
