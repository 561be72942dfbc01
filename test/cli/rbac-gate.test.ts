// `rbac --check` as a gate: its exit statuses, its failures, and a repository with existing differences.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { cli, emptyFolder } from './run.ts';

// The first inference loads the parser.
vi.setConfig({ testTimeout: 60_000 });

const main = (body: string): string => `use k8s_openapi::api::core::v1::Pod;
#[tokio::main]
async fn main() { let pods = kube::Api::<Pod>::all(kube::Client::try_default().await.unwrap()); ${body} }
`;
const role = (verbs: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\nrules:\n  - { apiGroups: [""], resources: [pods], verbs: [${verbs}] }\n`;
const asks = main('pods.get("a").await; pods.list(&Default::default()).await;');

function repository(source: string, verbs: string): string {
  const folder = emptyFolder();
  const write = (file: string, text: string): void => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write('Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n');
  write('src/main.rs', source);
  write('deploy/role.yaml', role(verbs));
  return folder;
}

const git = (folder: string, ...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], {
    cwd: folder,
    stdio: 'ignore',
  });
const check = async (folder: string, ...words: readonly string[]) =>
  await cli(['rbac', '--check', '--json', ...words], folder);

test.each([
  ['no difference', 'get, list', [0, 0]],
  ['a missing permission', 'get', [1, 1]],
  ['an unused permission', 'get, list, watch', [1, 0]],
  ['a missing and an unused permission', 'get, watch', [1, 1]],
] as const)(
  '%s gives its exit status, and --fail-on missing ignores unused permissions',
  async (_, verbs, [any, missing]) => {
    const folder = repository(asks, verbs);
    expect((await check(folder)).status).toBe(any);
    expect((await check(folder, '--fail-on', 'any')).status).toBe(any);
    expect((await check(folder, '--fail-on', 'missing')).status).toBe(missing);
  },
);

test('if nothing was inferred and something is unknown, the gate fails', async () => {
  const folder = repository(main('strange_crate::drive(pods).await;'), '');
  expect((await check(folder)).status).toBe(1);
  expect((await check(folder, '--fail-on', 'missing')).status).toBe(1);
  const { stdout } = await cli(['rbac', '--check'], folder);
  expect(stdout).toContain('Nothing was inferred');
});

test('with --since only new differences count, even if files and lines moved', async () => {
  const folder = repository(asks, 'get, watch');
  git(folder, 'init');
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'debts');
  writeFileSync(path.join(folder, 'src/main.rs'), `// a comment\n${asks}`);
  renameSync(path.join(folder, 'deploy/role.yaml'), path.join(folder, 'deploy/rbac.yaml'));
  git(folder, 'add', '.');
  expect((await check(folder)).status).toBe(1);
  expect((await check(folder, '--since', 'HEAD')).status).toBe(0);
  writeFileSync(path.join(folder, 'deploy/rbac.yaml'), role('get, watch, delete'));
  const { stdout, status } = await check(folder, '--since', 'HEAD');
  expect(status).toBe(1);
  expect(JSON.parse(stdout).check).toMatchObject({ missing: [], excess: [{ verb: 'delete' }] });
});

test('a gate flag without --check, or with an unknown value, is wrong usage', async () => {
  const folder = repository(asks, 'get');
  expect(await cli(['rbac', '--fail-on', 'missing'], folder)).toMatchObject({ status: 2 });
  expect(await cli(['rbac', '--since', 'HEAD'], folder)).toMatchObject({ status: 2 });
  const { status, stderr } = await check(folder, '--fail-on', 'excess');
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('any, missing') });
});

test('the core group has a name', async () => {
  const folder = repository(asks, 'get');
  for (const wanted of ['pods:get', 'core/pods:get', '/pods:get'])
    expect((await cli(['rbac', '--explain', wanted], folder)).stdout).toContain('src/main.rs:3');
});
