// A place keeps the content of the variants of its own type, and few levels of it in itself: each round would nest more.
import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type Seen, Sightings } from '../../src/inference/evaluate/seen.ts';
import type { Value } from '../../src/inference/evaluate/value.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { prune } from '../../src/inference/types/ty.ts';
import { folder, readFixture } from './fixtures.ts';

/** The values that the fields of a program hold after each of its rounds. */
async function valuesOf(files: ReadonlyMap<string, string>): Promise<readonly (readonly [string, Value])[]> {
  const seen: Seen[] = [];
  const { forNext } = Sightings.prototype;
  const spy = vi.spyOn(Sightings.prototype, 'forNext').mockImplementation(function (this: Sightings) {
    const next = forNext.call(this);
    seen.push(next);
    return next;
  });
  await inferFiles(files);
  spy.mockRestore();
  return seen.flatMap(({ fields }) =>
    [...fields].flatMap(([type, held]) =>
      [...held].map(([name, value]): [string, Value] => [`${type.name}.${name}`, value]),
    ),
  );
}

/** The fields of a program that hold the content of a variant which their type does not have. */
async function strangersIn(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  return (await valuesOf(files)).flatMap(([place, { ty, fields }]) => {
    const type = prune(ty);
    if (type.k !== 'nominal' || type.def.module === undefined) return [];
    return [...(fields?.keys() ?? [])]
      .filter((inside) => /^[A-Z]\w*\./.test(inside) && !type.def.variants.has(inside.split('.')[0] ?? ''))
      .map((inside) => `${place} holds ${inside}, which ${type.def.name} does not have`);
  });
}

/** The number of values that hold others inside of a value. */
function sizeOf(value: Value, met = new Set<Value['fields']>()): number {
  for (const inside of value.fields?.values() ?? [])
    if (inside.fields !== undefined && !met.has(inside.fields)) {
      met.add(inside.fields);
      sizeOf(inside, met);
    }
  return met.size;
}

const program = (main: string): ReadonlyMap<string, string> =>
  new Map([
    ['Cargo.toml', '[package]\nname = "kept"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
    ['src/main.rs', main],
  ]);

const EITHER = `use kube::Client;
#[derive(Clone)] struct Log { client: Client }
#[derive(Clone)] struct Metric { log: Log }
#[derive(Clone)] enum Event { Log(Log), Metric(Metric) }
struct Slot { event: Event }
trait Thing { fn log(&self) -> Log; }
impl Thing for Log { fn log(&self) -> Log { self.clone() } }
impl Thing for Event {
    fn log(&self) -> Log { match self { Event::Log(log) => log.clone(), Event::Metric(metric) => metric.log.clone() } }
}
fn next(slot: &Slot, log: Log) -> Event {
    let thing: Box<dyn Thing> = if log.client.is_ready() { Box::new(log) } else { Box::new(slot.event.clone()) };
    Event::Log(thing.log())
}
#[tokio::main]
async fn main() {
    let log = Log { client: Client::try_default().await.unwrap() };
    let mut slot = Slot { event: Event::Metric(Metric { log: log.clone() }) };
    loop { slot.event = next(&slot, log.clone()); }
}
`;

test('a value that may be an enum or a struct becomes the struct without the content of variants', async () => {
  expect(await strangersIn(program(EITHER))).toEqual([]);
});

const CONVERTED = `use kube::Client;
use std::collections::{BTreeSet, VecDeque};
enum Level { Low, High(u8) }
enum Event { Log(Client), Metric(Client) }
struct Definition { levels: BTreeSet<Level>, size: Option<u64> }
fn define(levels: impl Into<BTreeSet<Level>>, size: impl Into<Option<u64>>) -> Definition {
    Definition { levels: levels.into(), size: size.into() }
}
#[tokio::main]
async fn main() {
    let client = Client::try_default().await.unwrap();
    let events: VecDeque<Event> = VecDeque::from([Event::Log(client.clone()), Event::Metric(client.clone())]);
    let few = define([Level::Low, Level::High(1)], Some(1));
    let all = if std::env::args().count() > 1 { few } else { define(events, Event::Log(client)) };
    all.levels.len();
}
`;

test('a field holds only variants of the type that it is declared to hold', async () => {
  const fields = (await valuesOf(program(CONVERTED))).filter(([place]) => place.startsWith('Definition.'));
  const variants = fields.flatMap(([place, held]) =>
    [...(held.fields?.keys() ?? [])].map((name) => `${place}: ${name}`),
  );
  expect(new Set(variants)).toEqual(new Set(['Definition.levels: High.0']));
});

const TREE = `use kube::Client;
#[derive(Clone)] enum Tree {
    Leaf(Client),
    Row { left: Box<Tree>, right: Box<Tree> },
    Column { top: Box<Tree>, bottom: Box<Tree> },
}
impl Tree {
    fn beside(self, other: Tree) -> Tree { Tree::Row { left: Box::new(self), right: Box::new(other) } }
    fn above(self, other: Tree) -> Tree { Tree::Column { top: Box::new(self), bottom: Box::new(other) } }
}
struct Window { tree: Tree }
fn grow(window: &mut Window) { window.tree = window.tree.clone().beside(window.tree.clone().above(window.tree.clone())); }
#[tokio::main]
async fn main() {
    let mut window = Window { tree: Tree::Leaf(Client::try_default().await.unwrap()) };
    loop { grow(&mut window); }
}
`;

const KINDS = Array.from({ length: 8 }, (_, at) => `Kind${at}`);

/** Each kind of policy holds another policy. */
const POLICIES = `use kube::Client;
#[derive(Clone)] enum Policy { Plain(Client), ${KINDS.map((kind) => `${kind}(${kind})`).join(', ')} }
${KINDS.map((kind) => `#[derive(Clone)] struct ${kind} { inner: Box<Policy>, other: Box<Policy> }`).join('\n')}
struct Holder { policy: Policy }
fn wrap(holder: &mut Holder, given: usize) {
    let inner = Box::new(holder.policy.clone());
    let other = Box::new(holder.policy.clone());
    holder.policy = match given {
${KINDS.map((kind, at) => `        ${at} => Policy::${kind}(${kind} { inner, other }),`).join('\n')}
        _ => *inner,
    };
}
#[tokio::main]
async fn main() {
    let mut holder = Holder { policy: Policy::Plain(Client::try_default().await.unwrap()) };
    loop { wrap(&mut holder, std::env::args().count()); }
}
`;

test.each([
  ['a tree', TREE, 10],
  // The field of a variant may hold the values that two others hold.
  ['policies of many kinds', POLICIES, 2 * 128],
])('a place keeps few values inside of %s', async (_, main, most) => {
  const sizes = (await valuesOf(program(main))).map(([, value]) => sizeOf(value));
  expect(Math.max(...sizes)).toBeGreaterThan(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
});

/** A chain of so many links. The ones deep inside have namespaces that no other has. */
const chain = (links: number): string => `use k8s_openapi::api::core::v1::Pod;
use kube::{Api, Client, api::DeleteParams};
enum Chain { End, Link { namespace: String, next: Box<Chain> } }
impl Chain {
    async fn run(&self, client: &Client) {
        if let Chain::Link { namespace, next } = self {
            Api::<Pod>::namespaced(client.clone(), namespace).delete("x", &DeleteParams::default()).await.ok();
            Box::pin(next.run(client)).await;
        }
    }
}
struct Server { chain: Chain }
#[tokio::main]
async fn main() {
    let chain = Chain::End;
    ${Array.from({ length: links }, (_, at) => `let chain = Chain::Link { namespace: "${at < 3 ? `deep-${at}` : 'flat'}".to_string(), next: Box::new(chain) };`).join('\n    ')}
    let server = Server { chain };
    server.chain.run(&Client::try_default().await.unwrap()).await;
}
`;

test('a value that stands deeper has what any value of its type has', async () => {
  const { binaries, unknown } = await inferFiles(program(chain(200)));
  expect(unknown).toEqual([]);
  expect(
    binaries.flatMap(({ permissions }) => permissions.flatMap(({ verb, namespaces }) => [verb, ...namespaces])),
  ).toEqual(['delete', 'deep-0', 'deep-1', 'deep-2', 'flat']);
});

test.each(readdirSync(folder))('no place in %s holds the content of a variant of another type', async (name) => {
  expect(await strangersIn(readFixture(name))).toEqual([]);
});
