// Calls are distinguished by the values of their arguments at that time, not by earlier values.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { text, type Value, withoutWording } from '../../src/inference/evaluate/value.ts';
import { ValueKeys } from '../../src/inference/evaluate/value-key.ts';

const MANIFEST = '[package]\nname = "keys"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n';

/** The scope and namespaces in which a program deletes Secrets: `team` is passed on, changed, and passed on again. */
async function namespaces(change: string): Promise<readonly string[]> {
  const main = `use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client};
struct Team { name: String }
async fn wipe(client: &Client, team: &Team) {
    Api::<Secret>::namespaced(client.clone(), &team.name).delete("a", &Default::default()).await;
}
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    let mut team = Team { name: "blue".to_string() };
    wipe(&client, &team).await;
    ${change}
    wipe(&client, &team).await;
}
`;
  const { binaries } = await inferFiles(
    new Map([
      ['Cargo.toml', MANIFEST],
      ['src/main.rs', main],
    ]),
  );
  return binaries.flatMap(({ permissions }) => permissions.flatMap(({ namespaces, scope }) => [scope, ...namespaces]));
}

test.each([
  ['is not changed', '', ['namespace', 'blue']],
  ['gets another name', 'team.name = "red".to_string();', ['namespace', 'blue', 'red']],
  ['gets a longer name', 'team.name.push_str(&std::env::args().next().unwrap());', ['namespace', 'namespace', 'blue']],
])('a value that %s between two calls', async (_, change, expected) => {
  expect(await namespaces(change)).toEqual(expected);
});

test('the key without wording equals the key of the value without wording, at any depth', () => {
  const nested = (depth: number): Value =>
    depth === 0
      ? { ...text('deep'), items: [text('item')], alternatives: [text('a'), text('b')] }
      : { ...text(`at ${depth}`), fields: new Map([['inner', nested(depth - 1)]]) };
  for (const depth of [0, 1, 2, 3, 4, 5, 6, 9, 12]) {
    const value = nested(depth);
    const keys = new ValueKeys();
    expect(keys.unworded(value)).toBe(keys.of(withoutWording(value)));
  }
});
