// A trait that the program implements for functions: the parameter of the function is the object, if only one impl
// fits.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';

const SINK = `trait Sink<K> { fn accept(&mut self, object: K); }
impl<K, F: FnMut(K)> Sink<K> for F { fn accept(&mut self, object: K) { self(object) } }
`;
const OTHER = `trait Other<K> { fn accept(&mut self, object: K); }
impl<K, F: FnMut(K)> Other<K> for F { fn accept(&mut self, object: K) { self(object) } }
`;
const MAIN = `use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client};
async fn read<K, S: Sink<K>>(client: Client, mut sink: S) { if let Ok(object) = Api::<K>::all(client).get("x").await { sink.accept(object); } }
#[tokio::main]
async fn main() { read(Client::try_default().await.unwrap(), |secret: Secret| drop(secret)).await; }
`;

const inferred = async (...parts: readonly string[]) => {
  const { binaries, unknown } = await inferFiles(
    new Map([
      ['Cargo.toml', '[package]\nname = "p"\nversion = "0.0.0"\n[dependencies]\nkube = "5"\n'],
      ['src/main.rs', parts.join('')],
    ]),
  );
  return { permissions: binaries[0]?.permissions.map(({ resource, verb }) => `${verb} ${resource}`), unknown };
};

test('one impl for functions gives the kind', async () => {
  expect(await inferred(SINK, MAIN)).toEqual({ permissions: ['get secrets'], unknown: [] });
});

test('of two impls for functions neither is taken for sure: the kind is found or reported', async () => {
  const { permissions, unknown } = await inferred(SINK, OTHER, MAIN);
  expect([...(permissions ?? []), ...unknown.map(({ why }) => why)]).not.toEqual([]);
});
