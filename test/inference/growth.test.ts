// The work grows linearly with the program. It is counted, so that time does not matter.

import { describe, expect, it } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { largeProgram } from './large-program.ts';

/** How often the inference reports progress: once for each two thousand evaluated expressions. */
async function workOf(units: number): Promise<number> {
  let count = 0;
  const { binaries, unknown } = await inferFiles(largeProgram(units), {
    progress(what) {
      if (what.startsWith('following')) count += 1;
    },
  });
  expect(unknown).toEqual([]);
  expect(binaries.flatMap(({ permissions }) => permissions.map(({ verb }) => verb))).toEqual(['create', 'patch']);
  return count;
}

describe('the work of the inference', () => {
  it('is at most five times as much for a program four times as large', async () => {
    const [small, large] = [await workOf(100), await workOf(400)];
    expect(small).toBeGreaterThan(5);
    expect(large).toBeLessThanOrEqual(5 * small);
  });

  it('stays small for a value that holds the same in eight places, nested fourteen times', async () => {
    const eight = (item: string): string => [...'abcdefgh'].map((name) => `${name}: ${item}`).join(', ');
    const depths = Array.from({ length: 14 }, (_, at) => at);
    const text = `use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client};
async fn wipe<T>(_held: &T, client: Client) { Api::<Secret>::all(client).delete("a", &Default::default()).await; }
${depths.map((at) => `#[derive(Clone)] struct In${at} { ${eight(at === 0 ? 'String' : `In${at - 1}`)} }`).join('\n')}
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    ${depths.map((at) => `let in${at} = In${at} { ${eight(at === 0 ? '"x".to_string()' : `in${at - 1}.clone()`)} };`).join('\n    ')}
    wipe(&in13, client).await;
}
`;
    const { binaries, unknown } = await inferFiles(
      new Map([
        ['Cargo.toml', '[package]\nname = "eight"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
        ['src/main.rs', text],
      ]),
    );
    expect(unknown).toEqual([]);
    expect(binaries.flatMap(({ permissions }) => permissions.map(({ verb }) => verb))).toEqual(['delete']);
  });

  it('repeats a loop for what it stores elsewhere, not for new values of its own variables', async () => {
    // Four nested loops: a round without anything new must not repeat the outer loops.
    const loops = (depth: number): string =>
      depth === 0
        ? ''
        : `for _ in 0..9 { let mut seen = None; if asked() { seen = Some(Step${depth}); } ${loops(depth - 1)} }`;
    const text = `use k8s_openapi::api::core::v1::Secret;
use kube::{Api, Client};
${[1, 2, 3, 4].map((at) => `struct Step${at};`).join(' ')}
struct End;
fn asked() -> bool { true }
impl End { async fn run(&self, client: &Client) { Api::<Secret>::all(client.clone()).delete("a", &Default::default()).await; } }
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    let mut state = None;
    ${loops(4)}
    loop {
        if let Some(end) = &state { end.run(&client).await; }
        state = Some(End);
    }
}
`;
    const { binaries, unknown } = await inferFiles(
      new Map([
        ['Cargo.toml', '[package]\nname = "rounds"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
        ['src/main.rs', text],
      ]),
    );
    expect(unknown).toEqual([]);
    expect(binaries.flatMap(({ permissions }) => permissions.map(({ verb }) => verb))).toEqual(['delete']);
  });
});
