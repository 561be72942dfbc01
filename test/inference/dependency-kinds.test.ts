// The kinds that dependencies declare, from the sources that Cargo keeps: in `vendor`, in CARGO_HOME, and nowhere else.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { readCrates } from '../../src/repo/crate-sources.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

const REVISION = '0123456789abcdef0123456789abcdef01234567';

/** A machine: files by path, below `vendor` of the repository or the home of Cargo. */
function machine(files: Readonly<Record<string, string>>): { readonly root: string; readonly home: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'crates-'));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { root: path.join(folder, 'repository'), home: path.join(folder, 'home') };
}

const registry = 'home/registry/src/index.crates.io-1949cf8c6b5b557f';
const derived = (group: string, kind: string, more = ', namespaced'): string =>
  `#[derive(CustomResource, Clone)]\n#[kube(group = "${group}", version = "v1", kind = "${kind}"${more})]\npub struct ${kind}Spec;\n`;

async function needs(
  kind: string,
  files: Readonly<Record<string, string>>,
  crate = 'bar-types',
  source = 'registry+x',
) {
  const { root, home } = machine(files);
  const locked = `[[package]]\nname = "${crate}"\nversion = "1.2.3"\nsource = "${source}"\ndependencies = ["kube"]\n`;
  const { binaries, unknown } = await inferFiles(
    new Map([
      ['Cargo.toml', `[package]\nname = "p"\nversion = "0.0.0"\n[dependencies]\nkube = "5"\n${crate} = "1"\n`],
      ['Cargo.lock', locked],
      [
        'src/main.rs',
        `#[tokio::main]\nasync fn main() { let c = kube::Client::try_default().await.unwrap(); kube::Api::<${kind}>::all(c).list(&Default::default()).await; }\n`,
      ],
    ]),
    { sourcesOf: (crates) => readCrates(root, home, crates) },
  );
  return [
    ...binaries.flatMap(({ permissions }) =>
      permissions.map(({ group, resource, scope }) => `${group}/${resource} ${scope}`),
    ),
    ...unknown.map(({ why }) => why),
  ];
}

const KIND = derived('bar.dev', 'Foo');

test.each([
  ['a crate that Cargo downloaded', { [`${registry}/bar-types-1.2.3/src/lib.rs`]: KIND }],
  ['a module of a downloaded crate', { [`${registry}/bar-types-1.2.3/src/api/foo.rs`]: `pub mod v1 {\n${KIND}}\n` }],
  [
    'the folder vendor',
    { 'repository/vendor/bar-types/Cargo.toml': 'version = "1.2.3"\n', 'repository/vendor/bar-types/src/lib.rs': KIND },
  ],
  [
    'the folder vendor, with the version in the name',
    {
      'repository/vendor/bar-types-1.2.3/Cargo.toml': 'version = "1.2.3"\n',
      'repository/vendor/bar-types-1.2.3/src/lib.rs': KIND,
      [`${registry}/bar-types-1.2.3/src/lib.rs`]: derived('wrong.dev', 'Foo'),
    },
  ],
])('%s is read', async (_, files) => {
  expect(await needs('bar_types::api::Foo', files)).toEqual(['bar.dev/foos cluster']);
});

test('a crate of git is read at the revision of the lock', async () => {
  const files = {
    'home/git/checkouts/bar-1a2b3c/0123456/crates/bar-types/src/lib.rs': KIND,
    'home/git/checkouts/bar-1a2b3c/fedcba9/crates/bar-types/src/lib.rs': derived('older.dev', 'Foo'),
  };
  const source = `git+https://example.com/bar#${REVISION}`;
  expect(await needs('bar_types::Foo', files, 'bar-types', source)).toEqual(['bar.dev/foos cluster']);
});

test('an implementation of Resource declares the kind as well', async () => {
  const written = `impl k8s_openapi::Resource for Route {
    const API_VERSION: &'static str = "route.dev/v1";
    const GROUP: &'static str = "route.dev";
    const KIND: &'static str = "Route";
    const VERSION: &'static str = "v1";
    const URL_PATH_SEGMENT: &'static str = "routes";
    type Scope = k8s_openapi::NamespaceResourceScope;
}
impl kube::Resource for Zone {
    type DynamicType = (); type Scope = kube::core::ClusterResourceScope;
    fn kind(_: &()) -> Cow<'_, str> { "Zone".into() }
    fn group(_: &()) -> Cow<'_, str> { "route.dev".into() }
    fn version(_: &()) -> Cow<'_, str> { "v1".into() }
    fn plural(_: &()) -> Cow<'_, str> { "zones".into() }
}
`;
  const files = { [`${registry}/bar-types-1.2.3/src/lib.rs`]: written };
  expect(await needs('bar_types::Route', files)).toEqual(['route.dev/routes cluster']);
  expect(await needs('bar_types::Zone', files)).toEqual(['route.dev/zones cluster']);
});

test('of several kinds with one name the module decides, or the kind is unknown', async () => {
  const files = {
    [`${registry}/bar-types-1.2.3/src/old/foo.rs`]: derived('old.dev', 'Foo'),
    [`${registry}/bar-types-1.2.3/src/new/foo.rs`]: derived('new.dev', 'Foo'),
  };
  expect(await needs('bar_types::new::Foo', files)).toEqual(['new.dev/foos cluster']);
  expect((await needs('bar_types::Foo', files)).join()).toContain('`Foo` of the crate bar_types 1.2.3 is not known');
});

test('a crate that is not on this machine is named', async () => {
  expect((await needs('bar_types::Foo', {})).join()).toContain(
    '`Foo` of the crate bar_types 1.2.3, whose sources are not on this machine, is not known to be a kind',
  );
});

test.each([
  ['another version', { [`${registry}/bar-types-1.2.4/src/lib.rs`]: KIND }],
  [
    'another version in vendor',
    { 'repository/vendor/bar-types/Cargo.toml': 'version = "1.2.4"\n', 'repository/vendor/bar-types/src/lib.rs': KIND },
  ],
  ['a kind in a comment', { [`${registry}/bar-types-1.2.3/src/lib.rs`]: `/*\n${KIND}*/\n` }],
])('%s is not used', async (_, files) => {
  expect((await needs('bar_types::Foo', files)).join()).toContain('is not known to be a kind');
});

test('a crate that cannot reach kube is not searched for', async () => {
  const asked: string[] = [];
  await inferFiles(
    new Map([
      ['Cargo.toml', '[package]\nname = "p"\nversion = "0.0.0"\n'],
      [
        'Cargo.lock',
        '[[package]]\nname = "kube"\nversion = "5.0.0"\nsource = "r"\n[[package]]\nname = "near"\nversion = "1.0.0"\nsource = "r"\ndependencies = ["kube"]\n[[package]]\nname = "far"\nversion = "1.0.0"\nsource = "r"\n[[package]]\nname = "p"\nversion = "0.0.0"\ndependencies = ["near"]\n',
      ],
    ]),
    {
      sourcesOf: (crates) => {
        asked.push(...crates.map(({ name }) => name));
        return [];
      },
    },
  );
  expect(asked).toEqual(['near']);
});

test('no link is followed, and no name in a lock file leads elsewhere', () => {
  const { root, home } = machine({ 'elsewhere/src/lib.rs': KIND, 'home/registry/src/index/keep/a.rs': '' });
  const elsewhere = path.join(path.dirname(home), 'elsewhere');
  const index = path.join(home, 'registry/src/index');
  symlinkSync(elsewhere, path.join(index, 'linked-1.0.0'));
  mkdirSync(path.join(index, 'inside-1.0.0'));
  symlinkSync(path.join(elsewhere, 'src'), path.join(index, 'inside-1.0.0/src'));
  symlinkSync(path.join(elsewhere, 'src/lib.rs'), path.join(index, 'inside-1.0.0/lib.rs'));
  mkdirSync(root);
  symlinkSync(path.dirname(elsewhere), path.join(root, 'vendor'));
  const crate = (name: string, version: string) => ({ name, version, source: 'registry+x' });
  const read = readCrates(root, home, [
    crate('linked', '1.0.0'),
    crate('inside', '1.0.0'),
    crate('elsewhere', '1.0.0'),
    crate('..', '1.0.0'),
    crate('x', '../../../../elsewhere'),
    crate('x/../../../../../elsewhere', '1.0.0'),
  ]);
  expect(read.map(({ files }) => (files === undefined ? 'absent' : [...files.keys()].join()))).toEqual([
    'absent',
    '',
    'absent',
    'absent',
    'absent',
    'absent',
  ]);
});

test('depth and size are limited, and unread parts are reported', async () => {
  const deep = `${registry}/bar-types-1.2.3/${'a/'.repeat(20)}lib.rs`;
  expect(await needs('bar_types::Foo', { [deep]: KIND, [`${registry}/bar-types-1.2.3/src/lib.rs`]: KIND })).toEqual([
    'bar.dev/foos cluster',
    'The crate bar-types 1.2.3 is more than is read of dependencies, so kinds that it declares may be missing.',
  ]);
  const long = `${'/'.repeat(9_000_000)}\n`;
  const files = { [`${registry}/bar-types-1.2.3/src/long.rs`]: long, [`${registry}/bar-types-1.2.3/src/foo.rs`]: KIND };
  expect((await needs('bar_types::Foo', files)).join()).toContain('is more than is read of dependencies');
});
