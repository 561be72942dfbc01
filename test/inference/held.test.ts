// Another round runs where a place may hold another function, whose calls come next.
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import { holdsMore } from '../../src/inference/evaluate/held.ts';
import type { Seen } from '../../src/inference/evaluate/seen.ts';
import { STRING, type Value } from '../../src/inference/evaluate/value.ts';
import { modelCrates } from '../../src/inference/model-crates.ts';
import { CrateGraph } from '../../src/inference/names/crate-graph.ts';
import { externalType } from '../../src/inference/names/definitions.ts';
import { fresh, type Ty } from '../../src/inference/types/ty.ts';

const TEXT = `//! sink 0.1..2
pub struct Sink<E> { encoder: E }
impl<E> Sink<E> {
    pub fn of_none(length: usize) -> bool { length > 0 }
    pub fn of_itself(&self) -> bool { true }
    pub fn of_self(length: usize) -> bool { Self::of_none(length) }
    pub fn of_parameter(length: usize) -> bool { size_of::<E>() > length }
    pub fn of_own<T>(length: usize) -> bool { size_of::<T>() > length }
    pub fn of_macro(length: usize) -> bool { check!(length) }
}
`;

/** A field that may hold the function, of a Sink of each of these types. */
async function fieldWith(name: string, types: readonly Ty[]): Promise<Seen> {
  const crate = (await crates).get('sink')?.();
  const [impl] = crate?.root.impls ?? [];
  const [fn, sink] = [impl?.functions.get(name), crate?.root.items.get('Sink')?.[0]];
  if (fn === undefined || sink === undefined || !('kind' in sink) || sink.kind !== 'type') throw new Error(name);
  const calls = types.map((ty) => ({
    k: 'function' as const,
    fn,
    generics: fn.generics.map(() => ty),
    self: { k: 'nominal' as const, def: sink, args: [ty] },
  }));
  const value: Value = { ty: fresh(), calls };
  const fields = new Map([[externalType(['Holder']), new Map([['check', value]])]]);
  const none = new Map<never, never>();
  return {
    fields,
    assigned: none,
    instances: none,
    constants: none,
    conditions: none,
    channels: none,
    closureCount: 0,
  };
}

const crates = loadRustParser().then((parser) =>
  modelCrates(new Map([['sink', TEXT]]), () => undefined, parser, new CrateGraph()),
);

test.each([
  ['of_none', false],
  ['of_itself', true],
  ['of_self', true],
  ['of_parameter', true],
  ['of_own', true],
  ['of_macro', true],
])('%s for a further type needs another round: %s', async (name, expected) => {
  const open: Ty = fresh();
  const [before, after] = [await fieldWith(name, [STRING]), await fieldWith(name, [STRING, open])];
  expect(holdsMore(after, before)).toBe(expected);
});

test('another function needs another round', async () => {
  const [before, after] = [await fieldWith('of_none', [STRING]), await fieldWith('of_self', [STRING])];
  expect(holdsMore(after, before)).toBe(true);
});
