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

/** The greatest number of values of a type that keep their content inside of each other, below a value of that type. */
function depthIn({ fields }: Value, type: string): number {
  return Math.max(
    0,
    ...[...(fields?.values() ?? [])].map((value) => {
      const ty = prune(value.ty);
      const isLevel = value.fields !== undefined && ty.k === 'nominal' && ty.def.name === type;
      return Number(isLevel) + depthIn(value, type);
    }),
  );
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

test('a place keeps the content of two levels of a tree below its root', async () => {
  const depths = (await valuesOf(program(TREE))).map(([, value]) => depthIn(value, 'Tree'));
  expect(Math.max(...depths)).toBe(2);
});

test.each(readdirSync(folder))('no place in %s holds the content of a variant of another type', async (name) => {
  expect(await strangersIn(readFixture(name))).toEqual([]);
});
