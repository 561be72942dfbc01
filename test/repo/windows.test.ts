// Paths as on Windows: `node:path` is its `win32`, and `node:fs` accepts `C:\a\b`. Read and written paths still have
// slashes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { inferRepository } from '../../src/permissions/infer-repository.ts';
import { lookAround } from '../../src/repo/around.ts';
import { readRepository } from '../../src/repo/read.ts';
import { writeFiles } from '../../src/repo/write.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { cli, emptyFolder } from '../cli/run.ts';

const windows = vi.hoisted(() => {
  const isPath = (value: unknown): value is string => typeof value === 'string' && /^(?:[A-Z]:)?[\\/]/.test(value);
  const inside = (value: unknown): unknown =>
    isPath(value) ? value.replace(/^[A-Z]:/, '').replaceAll('\\', '/') : value;
  const outside = (value: unknown): unknown =>
    typeof value === 'string' && value.startsWith('/') ? `C:${value.replaceAll('/', '\\')}` : value;
  const wrapped = (call: unknown, name: string): unknown =>
    typeof call !== 'function' || !/^(?:\w+Sync|createReadStream)$/.test(name)
      ? call
      : (...words: readonly unknown[]): unknown => {
          const result: unknown = Reflect.apply(call, undefined, words.map(inside));
          return /^(?:realpath|mkdtemp)Sync$/.test(name) ? outside(result) : result;
        };
  return { wrapped };
});

vi.mock('node:path', async (actual) => {
  const { win32 } = await actual<typeof import('node:path')>();
  return { ...win32, default: win32 };
});

vi.mock('node:fs', async (actual) => {
  const fs = await actual<typeof import('node:fs')>();
  const all = Object.fromEntries(Object.entries(fs).map(([name, call]) => [name, windows.wrapped(call, name)]));
  return { ...all, default: all };
});

const member = {
  'Cargo.toml':
    '[workspace]\nmembers = ["apps/app", "more/kinds"]\nexclude = ["old/app"]\n[workspace.dependencies]\nkinds = { path = "more/kinds" }\n',
  'apps/app/Cargo.toml':
    '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\nkinds = { workspace = true }\n',
  'apps/app/src/main.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { kinds::all(Client::try_default().await.unwrap()).await; }\n',
  'more/kinds/Cargo.toml': '[package]\nname = "kinds"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n',
  'more/kinds/src/lib.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\npub async fn all(client: Client) { Api::<Pod>::all(client).list(&Default::default()).await.unwrap(); }\n',
  '.gitignore': '/apps/app/made/\n',
};

/** A folder with the same files on drive C. */
function filled(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  writeFiles({ path: `${folder}\\new`, state: 'absent' }, new Map(Object.entries(files)), new Map());
  return `${folder}\\new`;
}

test('the stand-ins are those of Windows', () => expect(emptyFolder()).toMatch(/^C:\\.*\\kube-secure-controller-\w+$/));

test('files written to a new folder are read with the same names', () => {
  expect([...readRepository(filled(member)).files.keys()].sort()).toEqual(Object.keys(member).sort());
});

test('files written to an existing folder replace the old ones', () => {
  const folder = filled(member);
  const before = readRepository(folder).files;
  writeFiles(
    { path: folder, state: 'occupied' },
    new Map([
      ['apps/app/src/main.rs', 'fn main() {}\n'],
      ['apps/app/src/a/b.rs', '\n'],
    ]),
    before,
  );
  const { files } = readRepository(folder);
  expect(files.get('apps/app/src/main.rs')).toBe('fn main() {}\n');
  expect(files.get('apps/app/src/a/b.rs')).toBe('\n');
});

test('an ignored file is left out by its name with slashes', () => {
  const folder = filled({ ...member, 'apps/app/made/a.rs': '' });
  mkdirSync(`${folder}\\.git`);
  writeFileSync(`${folder}\\.git\\HEAD`, 'ref: refs/heads/main\n');
  const { skipped, files } = readRepository(`${folder}\\apps\\app`);
  expect(skipped).toEqual([expect.objectContaining({ path: 'made', why: 'is ignored by git' })]);
  expect([...files.keys()]).toEqual(['Cargo.toml', 'src/main.rs']);
});

test('a package of the workspace is read at `../../`, and its calls have that path', async () => {
  const folder = filled(member);
  const root = `${folder}\\apps\\app`;
  const { inference } = await inferRepository(readRepository(root), { root });
  expect(inference.unknown).toEqual([]);
  expect(inference.binaries[0]?.permissions).toMatchObject([
    { verb: 'list', resource: 'pods', evidence: [{ path: '../../more/kinds/src/lib.rs' }] },
  ]);
});

test('a workspace excludes a folder by a path with slashes', () => {
  const folder = filled(member);
  expect(lookAround(`${folder}\\old\\app`).workspace).toBeUndefined();
  expect(lookAround(`${folder}\\new\\app`).workspace?.exclude).toBe('new/app');
});

test('every template has a name with slashes', () => {
  const names = [...readTemplates(`C:${process.cwd().replaceAll('/', '\\')}\\templates`).keys()];
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => name.includes('\\'))).toEqual([]);
});

test('a repository is created, and audit finds nothing in it', async () => {
  const folder = emptyFolder();
  const made = await cli(['my-controller', '--yes'], folder);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(await cli(['audit', 'my-controller'], folder)).toMatchObject({ status: 0 });
});
