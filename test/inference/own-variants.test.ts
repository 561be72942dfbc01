// A place keeps the content of the variants of its own type only: other content would be nested once more in each round.
import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { type Seen, Sightings } from '../../src/inference/evaluate/seen.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { prune } from '../../src/inference/types/ty.ts';
import { folder, readFixture } from './fixtures.ts';

/** The fields of a program that hold the content of a variant which their type does not have. */
async function strangersIn(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
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
      [...held].flatMap(([name, value]) => {
        const ty = prune(value.ty);
        if (ty.k !== 'nominal' || ty.def.module === undefined) return [];
        return [...(value.fields?.keys() ?? [])]
          .filter((inside) => /^[A-Z]\w*\./.test(inside) && !ty.def.variants.has(inside.split('.')[0] ?? ''))
          .map((inside) => `${type.name}.${name} holds ${inside}, which ${ty.def.name} does not have`);
      }),
    ),
  );
}

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
  const files = new Map([
    ['Cargo.toml', '[package]\nname = "either"\nversion = "0.0.0"\n\n[dependencies]\nkube = "4.2"\n'],
    ['src/main.rs', EITHER],
  ]);
  expect(await strangersIn(files)).toEqual([]);
});

test.each(readdirSync(folder))('no place in %s holds the content of a variant of another type', async (name) => {
  expect(await strangersIn(readFixture(name))).toEqual([]);
});
