// Packages that cannot reach kube are not read; packages that Cargo.lock does not know are.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { namedIn } from '../../src/inference/reach.ts';

const manifest = (name: string, dependencies: string): string =>
  `[package]\nname = "${name}"\nversion = "0.0.0"\n[dependencies]\n${dependencies}\n`;
const broken = 'fn main() { let x = ; } ###\n';
const files = new Map([
  ['Cargo.toml', '[workspace]\nmembers = ["asks", "wrapped", "idle"]\n'],
  ['asks/Cargo.toml', manifest('asks', 'kube = "4.2"')],
  [
    'asks/src/main.rs',
    'use k8s_openapi::api::core::v1::Pod;\n#[tokio::main]\nasync fn main() { let c = kube::Client::try_default().await.unwrap(); kube::Api::<Pod>::all(c).get("a").await; }\n',
  ],
  // It reaches kube through a foreign crate.
  ['wrapped/Cargo.toml', manifest('wrapped', 'wrapper = "1"')],
  ['wrapped/src/main.rs', broken],
  ['idle/Cargo.toml', manifest('idle', 'serde = "1"')],
  ['idle/src/main.rs', broken],
]);
const lock = `[[package]]
name = "asks"
version = "0.0.0"
dependencies = ["kube 4.2.0 (registry+https://github.com/rust-lang/crates.io-index)"]

[[package]]
name = "idle"
version = "0.0.0"
dependencies = ["serde"]

[[package]]
name = "kube"
version = "4.2.0"

[[package]]
name = "serde"
version = "1.0.0"

[[package]]
name = "wrapped"
version = "0.0.0"
dependencies = ["wrapper"]

[[package]]
name = "wrapper"
version = "1.0.0"
dependencies = ["kube"]
`;

const read = async (cargoLock: string | undefined) => {
  const { binaries, unknown } = await inferFiles(
    new Map([...files, ...(cargoLock === undefined ? [] : [['Cargo.lock', cargoLock] as const])]),
  );
  return {
    asking: binaries.filter(({ permissions }) => permissions.length > 0).map(({ name }) => name),
    names: binaries.map(({ name }) => name),
    unknown: unknown.map(({ path }) => path),
  };
};

test('a program that cannot reach kube according to Cargo.lock is named, and not read', async () => {
  expect(await read(lock)).toEqual({
    asking: ['asks'],
    names: ['asks', 'wrapped', 'idle'],
    unknown: ['wrapped/src/main.rs'],
  });
});

test.each([
  ['there is no Cargo.lock', undefined],
  ['Cargo.lock is not TOML', '[[package'],
  ['a package is missing in Cargo.lock', lock.replace('name = "idle"', 'name = "other"')],
])('everything is read if %s', async (_, cargoLock) => {
  expect((await read(cargoLock)).unknown).toEqual(['idle/src/main.rs', 'wrapped/src/main.rs']);
});

test('a model applies if a Cargo.lock or a Cargo.toml names its crate', () => {
  const models = ['kube', 'kube_runtime', 'stackable_operator', 'wrapper'];
  expect(namedIn(files, models), 'no Cargo.lock tells').toEqual(models);
  expect(namedIn(new Map([...files, ['Cargo.lock', lock]]), models)).toEqual(['kube', 'wrapper']);
  const elsewhere = new Map([...files, ['fuzz/Cargo.toml', ''], ['fuzz/Cargo.lock', lock]]);
  expect(namedIn(elsewhere, models), 'the Cargo.lock is one of another package').toEqual(models);
  const none = new Map([
    ['Cargo.toml', 'stackable-operator = "0.1"'],
    ['Cargo.lock', ''],
  ]);
  expect(namedIn(none, models), 'a Cargo.lock that is behind').toEqual(['kube', 'stackable_operator']);
  const dashed = new Map([...files, ['Cargo.lock', '[[package]]\nname = "stackable-operator"\nversion = "0.1.0"\n']]);
  expect(namedIn(dashed, models)).toEqual(['kube', 'stackable_operator', 'wrapper']);
});
