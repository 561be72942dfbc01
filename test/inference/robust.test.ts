// No Rust file crashes or blocks the inference: broken, shuffled and deeply nested sources.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inferFiles, type Inference } from '../../src/inference/infer.ts';
import { readFixture } from './fixtures.ts';

const manifest = '[package]\nname = "x"\n[dependencies]\nkube = "4.2"\n';
const source = readFixture('controller').get('src/main.rs') ?? '';

async function survives(text: string): Promise<void> {
  const inference = await inferFiles(
    new Map([
      ['Cargo.toml', manifest],
      ['src/main.rs', text],
    ]),
  );
  expect(inference.binaries).toHaveLength(1);
}

test('a file that is cut off anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(source.length), (end) => survives(source.slice(0, end))),
    { numRuns: 60 },
  );
});

test('a file whose lines are in any order', async () => {
  const lines = source.split('\n');
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines), (some) => survives(some.join('\n'))),
    { numRuns: 60 },
  );
});

test.each([
  ['parentheses', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
  ['blocks', `${'{'.repeat(5000)}${'}'.repeat(5000)}`],
  ['a chain of calls', `client${'.clone()'.repeat(5000)}`],
  ['a sum', Array.from({ length: 5000 }, () => '1').join(' + ')],
  ['closures', `${'|x| '.repeat(2000)}1`],
])(
  'deep nesting of %s',
  async (_what, expression) => {
    await survives(`use kube::Client;\nfn main() { let client = Client::new(); let x = ${expression}; }`);
  },
  30_000,
);

test('functions that call each other endlessly', async () => {
  const functions = Array.from(
    { length: 40 },
    (_, at) => `async fn f${at}<T>(x: T) { f${(at + 1) % 40}(Some(x)).await; f${(at + 7) % 40}(vec![x]).await; }`,
  );
  await survives(`${functions.join('\n')}\nfn main() { f0(1); }`);
});

test('modules that import each other by globs', async () => {
  const modules = Array.from(
    { length: 30 },
    (_, at) =>
      `pub mod m${at} { ${Array.from({ length: 30 }, (_unused, other) => `pub use super::m${other}::*;`).join(' ')} }`,
  );
  await survives(`${modules.join('\n')}\nuse m0::*;\nfn main() { nothing(); Missing::new(); }`);
});

test('a function with a syntax error is reported, so that its calls do not count as missing', async () => {
  const text =
    'use k8s_openapi::api::core::v1::Pod;\nfn main() {\n    let pods = kube::Api::<Pod>::all(c;\n    pods.) list();\n}\n';
  const { unknown } = await inferFiles(
    new Map([
      ['Cargo.toml', manifest],
      ['src/main.rs', text],
    ]),
  );
  expect(unknown).toMatchObject([{ path: 'src/main.rs', why: expect.stringContaining('not valid Rust') }]);
});

test('a file that is not Rust is reported, and the rest is analysed', async () => {
  const files = new Map([
    ['Cargo.toml', manifest],
    [
      'src/main.rs',
      'mod other;\nuse k8s_openapi::api::core::v1::Pod;\nfn main() { kube::Api::<Pod>::all(c).get("x"); }',
    ],
    ['src/other.rs', '<<<<<<< HEAD\n) } ]\n>>>>>>>'],
  ]);
  const { binaries, unknown } = await inferFiles(files);
  expect(binaries[0]?.permissions.map(({ resource, verb }) => `${verb} ${resource}`)).toEqual(['get pods']);
  expect(unknown.map(({ path }) => path)).toEqual(['src/other.rs']);
});

describe('calls nested deeper than the stack are followed', () => {
  /** f0 calls f1 and so on; the last of `count` functions runs `last`. */
  const chain = (count: number, last: string): string =>
    Array.from({ length: count }, (_, at) => {
      const body = at === count - 1 ? last : `f${at + 1}(client).await`;
      return `async fn f${at}(client: kube::Client) { ${body}; }`;
    }).join('\n');
  const pods = 'kube::Api::<k8s_openapi::api::core::v1::Pod>::all';
  const called = `let list = |c: kube::Client| async move { ${pods}(c).list(&Default::default()).await }; list(client).await`;
  const program = (text: string): Promise<Inference> =>
    inferFiles(
      new Map([
        ['Cargo.toml', '[package]\nname = "deep"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
        [
          'src/main.rs',
          `#[tokio::main]\nasync fn main() { f0(kube::Client::try_default().await.unwrap()).await; }\n${text}`,
        ],
      ]),
    );

  test.each([
    ['a function', 80, `${pods}(client).list(&Default::default()).await`],
    ['a function after hundreds of calls', 400, `${pods}(client).list(&Default::default()).await`],
    ['a closure just beyond the maximum depth', 69, called],
    ['a closure that is not too deep', 60, called],
  ])('%s', async (_, count, last) => {
    const { binaries } = await program(chain(count, last));
    expect(binaries[0]?.permissions.map(({ verb, resource }) => `${verb} ${resource}`)).toEqual(['list pods']);
    expect(binaries[0]?.unknown).toEqual([]);
  });

  test('a recursion with a new type in each call ends', async () => {
    const grow = 'async fn f0<T: Clone>(value: T) { Box::pin(f0(vec![(value, 1)])).await }';
    const { binaries } = await program(grow);
    expect(binaries[0]?.permissions).toEqual([]);
  });
});
