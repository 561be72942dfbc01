// `rbac` on real folders: workspace members, circular links, broken and very large files.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { cli, emptyFolder } from './run.ts';

const main =
  'use k8s_openapi::api::core::v1::Pod;\n#[tokio::main]\nasync fn main() { let client = kube::Client::try_default().await.unwrap(); app_core::run(client.clone()).await; }\n';
const library =
  'use k8s_openapi::api::core::v1::Pod;\npub async fn run(client: kube::Client) { kube::Api::<Pod>::all(client).list(&Default::default()).await; }\n';
const manifest = (name: string, dependencies = ''): string =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n${dependencies}`;

function repository(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

interface Found {
  readonly verb: string;
  readonly resource: string;
  readonly evidence: readonly { readonly path: string; readonly line: number }[];
}

async function rbac(folder: string) {
  const { stdout, stderr, status } = await cli(['rbac', '--json'], folder);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { kube, binaries, unknown } = JSON.parse(stdout);
  return {
    kube,
    unknown,
    names: binaries.map(({ name }: { name: string }) => name),
    found: binaries.flatMap(({ permissions }: { permissions: readonly Found[] }) =>
      permissions.map(
        ({ verb, resource, evidence }) => `${verb} ${resource} ${evidence[0]?.path}:${evidence[0]?.line}`,
      ),
    ),
  };
}

const workspace = {
  'Cargo.toml':
    '[workspace]\nmembers = ["app", "app/*", "other"]\n[workspace.dependencies]\napp-core = { path = "./app/core" }\n',
  'Cargo.lock': '[[package]]\nname = "kube"\nversion = "3.1.0"\n',
  'app/Cargo.toml': manifest('app', 'app-core = { workspace = true }\n'),
  'app/src/main.rs': main,
  'app/core/Cargo.toml': manifest('app-core'),
  'app/core/src/lib.rs': library,
  'other/Cargo.toml': manifest('other'),
  'other/src/main.rs': main,
};

test('a workspace member is read with the manifest and the lock of its workspace', async () => {
  expect(await rbac(path.join(repository(workspace), 'app'))).toEqual({
    kube: '3.1.0',
    unknown: [],
    names: ['app'],
    found: ['list pods core/src/lib.rs:2'],
  });
});

test('a package outside the folder is read only as a path dependency, and only its library', async () => {
  const folder = repository({
    ...workspace,
    'app/Cargo.toml': manifest('app', 'app-core = { path = "../shared/core" }\n'),
    'shared/core/Cargo.toml': manifest('app-core'),
    'shared/core/src/lib.rs': library,
    'shared/core/src/main.rs': main,
  });
  expect(await rbac(path.join(folder, 'app'))).toMatchObject({
    names: ['app'],
    found: ['list pods ../shared/core/src/lib.rs:2'],
  });
});

test('nothing outside the repository is read, and missing packages are named', async () => {
  const folder = repository({
    'repository/.git/HEAD': '',
    'repository/Cargo.toml': manifest('app', 'app-core = { path = "../core" }\n'),
    'repository/src/main.rs': main,
    'core/Cargo.toml': manifest('app-core'),
    'core/src/lib.rs': library,
  });
  const { found, unknown } = await rbac(path.join(folder, 'repository'));
  expect(found).toEqual([]);
  // The package, and the line that passes the client to it.
  expect(unknown).toMatchObject([
    { path: 'Cargo.toml', line: 6 },
    { path: 'src/main.rs', line: 3 },
  ]);
});

const single = { 'Cargo.toml': manifest('app'), 'src/main.rs': `mod app_core;\n${main}`, 'src/app_core.rs': library };

test('circular links are not followed', async () => {
  const folder = repository(single);
  symlinkSync('..', path.join(folder, 'src/up'));
  symlinkSync('loop', path.join(folder, 'loop'));
  expect((await rbac(folder)).found).toEqual(['list pods src/app_core.rs:2']);
});

test('CRLF and a byte order mark do not move line numbers', async () => {
  const text = `\uFEFF// caf${'é'.repeat(50)}\r\n${library.replaceAll('\n', '\r\n')}`;
  expect(await rbac(repository({ ...single, 'src/app_core.rs': text }))).toMatchObject({
    unknown: [],
    found: ['list pods src/app_core.rs:3'],
  });
});

test('a source that is not UTF-8, which rustc refuses, is named', async () => {
  const text = Buffer.concat([Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]), Buffer.from(library)]);
  const { unknown } = await rbac(repository({ ...single, 'src/app_core.rs': text }));
  expect(unknown).toContainEqual(
    expect.objectContaining({ path: 'src/app_core.rs', why: expect.stringContaining('is not UTF-8') }),
  );
});

test('a module without its file, an invalid manifest and a file that is too large are named', async () => {
  const folder = repository({
    ...single,
    'src/main.rs': `mod gone;\nmod data;\n${single['src/main.rs']}`,
    'src/data.rs': Buffer.alloc(9_000_000, '// a\n'),
    'broken/Cargo.toml': '[package\n',
  });
  const { found, unknown } = await rbac(folder);
  expect(found).toEqual(['list pods src/app_core.rs:2']);
  expect(unknown.map(({ path: file, line }: { path: string; line: number }) => `${file}:${line}`)).toEqual([
    'broken/Cargo.toml:1',
    'src/data.rs:1',
    'src/main.rs:1',
    'src/main.rs:2',
  ]);
});

test('an invalid Cargo.toml is named, and the rest is reported', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'Cargo.toml'), '[package');
  const { status, stdout } = await cli(['rbac', '--check', '--json'], folder);
  expect({ status, unknown: JSON.parse(stdout).unknown }).toMatchObject({
    status: 1,
    unknown: [{ path: 'Cargo.toml' }],
  });
  expect(await cli(['rbac', '--write'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Cargo.toml:1'),
  });
});

test('a model with an unknown word ends with status 2 and its line, and nothing is inferred', async () => {
  const folder = repository({
    'Cargo.toml': manifest('app'),
    'src/main.rs': main,
    'bar.rs': 'use kube::Api;\n#[rbac(gte)] pub fn read<K>(api: Api<K>);\n',
  });
  const { stdout, stderr, status } = await cli(['rbac', '--models', 'bar.rs'], folder);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  expect(stderr).toContain(
    'bar.rs:2: `gte` is nothing that `#[rbac]` knows (did you mean "get"?). Accepted: get, list',
  );
});

test('only --dependencies reads kinds from the vendor folder', async () => {
  const folder = repository({
    'Cargo.toml': manifest('app', 'bar-types = "1"\n'),
    'Cargo.lock': '[[package]]\nname = "bar-types"\nversion = "1.2.3"\nsource = "r"\ndependencies = ["kube"]\n',
    'src/main.rs': main.replace('app_core::run(client.clone())', 'kube::Api::<bar_types::Foo>::all(client).get("x")'),
    'vendor/bar-types/Cargo.toml': '[package]\nname = "bar-types"\nversion = "1.2.3"\n',
    'vendor/bar-types/src/lib.rs':
      '#[derive(CustomResource)]\n#[kube(group = "bar.dev", version = "v1", kind = "Foo")]\npub struct FooSpec;\n',
  });
  const asked = async (...words: readonly string[]) =>
    JSON.parse((await cli(['rbac', '--json', ...words], folder)).stdout);
  expect(await asked()).toMatchObject({ binaries: [{ permissions: [] }], unknown: [{ path: 'src/main.rs' }] });
  expect(await asked('--dependencies')).toMatchObject({
    binaries: [{ permissions: [{ group: 'bar.dev', resource: 'foos', verb: 'get' }] }],
    unknown: [],
  });
});

test('--write edits the roles and the page of a generated repository, says so, and then changes nothing', async () => {
  const folder = repository(Object.fromEntries(generate({ name: 'my-controller' })));
  const role = path.join(folder, 'deploy/rbac.yaml');
  const before = readFileSync(role, 'utf8');
  writeFileSync(role, before.replace('verbs: [list, watch]', 'verbs: [list, watch, delete]'));
  expect(await cli(['rbac', '--write'], folder)).toEqual({
    stdout: 'changed deploy/rbac.yaml\n',
    stderr: '',
    status: 0,
  });
  expect(readFileSync(role, 'utf8')).toBe(before);
  expect(await cli(['rbac', '--write'], folder)).toEqual({
    stdout: '',
    stderr: 'Nothing to write: the roles grant exactly what the code needs.\n',
    status: 0,
  });
});
