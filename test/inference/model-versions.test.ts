// A model covers some versions of its crate; another locked version is reported, never ignored.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import { checkModel } from '../../src/inference/check-model.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { older, rangeOf } from '../../src/inference/model-versions.ts';

const folder = 'src/inference/models';

const MAIN = `use kube_lease_manager::LeaseManagerBuilder;
#[tokio::main]
async fn main() { LeaseManagerBuilder::new(kube::Client::try_default().await.unwrap(), "lock").build().await; }
`;

const unknownWith = async (lock: string, models?: ReadonlyMap<string, string>) => {
  const files = new Map([
    [
      'Cargo.toml',
      '[package]\nname = "p"\nversion = "0.0.0"\n[dependencies]\nkube = "5"\nkube-lease-manager = "0.13"\n',
    ],
    ['Cargo.lock', lock],
    ['src/main.rs', MAIN],
  ]);
  const { unknown, binaries } = await inferFiles(files, models === undefined ? {} : { models });
  expect(binaries[0]?.permissions.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['create', 'get']));
  return unknown.map(({ path, line, why }) => `${path}:${line} ${why}`);
};

const locked = (name: string, ...versions: readonly string[]) =>
  versions.map((version) => `[[package]]\nname = "${name}"\nversion = "${version}"\n\n`).join('');

test.each(readdirSync(folder))('%s names the versions that it covers', (file) => {
  const range = rangeOf(readFileSync(`${folder}/${file}`, 'utf8'));
  expect(range?.crate.replaceAll('-', '_')).toBe(file.slice(0, -3));
});

test.each(['0.12.0', '0.12.9', '0.13.1', '0.13.2-rc.1'])('%s is in the supported range', async (version) => {
  expect(await unknownWith(locked('kube-lease-manager', version))).toEqual([]);
});

test.each(['0.11.9', '0.14.0', '1.0.0', '10.12.0', 'HEAD'])(
  '%s is outside the range, and reported with its line',
  async (version) => {
    expect(await unknownWith(`version = 4\n${locked('kube-lease-manager', version)}`)).toEqual([
      `Cargo.lock:3 kube-lease-manager ${version} is none of the versions that its model holds for (from 0.12, before 0.14), so what it asks for may be something else: describe it with --models.`,
    ]);
  },
);

test('each locked version is checked once', async () => {
  const lock = locked('kube-lease-manager', '0.13.1', '0.9.0', '0.9.0') + locked('kube', '5.0.0', '0.12.0');
  expect((await unknownWith(lock)).map((each) => each.slice(0, 40))).toEqual([
    'Cargo.lock:6 kube-lease-manager 0.9.0 is',
    'Cargo.lock:18 kube 0.12.0 is locked besi',
  ]);
});

test.each([
  ['0.98.0', '5.0.0', []],
  ['0.52.0', '5.0.0', []],
  ['0.51.0', '5.0.0', ['kube 0.51.0 is locked beside 5.0.0, and every program is read as one of 5.0.0: ']],
  ['0.27.0', '0.28.1', ['kube 0.27.0 is locked beside 0.28.1, and every program is read as one of 0.28.1: ']],
  ['0.9.0', '0.12.0', ['kube 0.9.0 is none of the versions that its model holds for (from 0.10, before 6)']],
])('kube %s locked with %s is reported if their models differ', async (old, recent, expected) => {
  const found = await unknownWith(locked('kube', old, recent));
  expect(found.map((each) => each.replace(/^Cargo.lock:1 /, ''))).toEqual(
    expected.map((each) => expect.stringContaining(each)),
  );
});

test('a model has the functions of its version of the crate', () => {
  const model = '#[cfg(feature = "before-0.28")] fn a();\n#[cfg(not(feature = "before-0.52"))] fn b();';
  expect([...older(model, '0.27.9')]).toEqual(['before-0.28', 'before-0.52']);
  expect([...older(model, '0.28.0')]).toEqual(['before-0.52']);
  expect([...older(model, '0.52.0')]).toEqual([]);
  expect([...older(model, undefined)]).toEqual([]);
});

test('a package of the repository may have the name of a crate with a model', async () => {
  const files = new Map([
    ['Cargo.toml', '[package]\nname = "k8s-controller"\nversion = "0.1.0"\n[dependencies]\nkube = "5"\n'],
    ['Cargo.lock', locked('k8s-controller', '0.1.0')],
    ['src/main.rs', 'fn main() {}'],
  ]);
  expect((await inferFiles(files)).unknown).toEqual([]);
});

test('a lock file with thousands of versions names a few', async () => {
  const versions = Array.from({ length: 5_000 }, (_, at) => `9.0.${at}`);
  expect(await unknownWith(locked('kube-lease-manager', ...versions))).toHaveLength(8);
});

test('a model of the user declares its own versions', async () => {
  const text = `${readFileSync(`${folder}/kube_lease_manager.rs`, 'utf8')}`.replace('0.12..0.14', '0.14..0.15');
  const models = new Map([['kube_lease_manager', text]]);
  expect(await unknownWith(locked('kube-lease-manager', '0.14.2'), models)).toEqual([]);
  expect(await unknownWith(locked('kube-lease-manager', '0.13.1'), models)).toHaveLength(1);
});

test.each([
  ['//! bar 0.12', 'The first line must name the crate and its versions: `//! bar 0.12..0.14`'],
  ['//! bar 0.12..', 'The first line must name the crate'],
  ['//! What bar asks', 'The first line must name the crate'],
  ['//! foo 0.12..0.13', 'The first line names the crate foo, and the file is the model of bar.'],
  ['//! bar 0.13..0.13', '0.13..0.13 holds no version.'],
  ['//! bar 2..1', '2..1 holds no version.'],
])('%s is refused', async (first, why) => {
  const faults = checkModel(`${first}\npub fn f();\n`, 'models/bar.rs', await loadRustParser());
  expect(faults.map((fault) => `${fault.line} ${fault.why}`).join('\n')).toContain(`1 ${why}`);
});

test.each([
  '//! bar-types 0.12..0.14 (read at 0.13)',
  '//! bar_types 1..2',
  '// bar-types, any version',
  'pub fn g();',
])('%s is accepted', async (first) => {
  expect(checkModel(`${first}\npub fn f();\n`, 'bar-types.rs', await loadRustParser())).toEqual([]);
});
