// A model stands for one version of its crate: items that the version lacks are neither present nor parsed.
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import { modelCrates } from '../../src/inference/model-crates.ts';
import { CrateGraph } from '../../src/inference/names/crate-graph.ts';

const MODEL = `//! lock 0.1..2
pub fn always();
#[cfg(feature = "before-0.28")] pub fn early();
#[cfg(not(feature = "before-0.28"))] pub fn late();
#[cfg(feature = "before-0.28")] pub mod older {
    pub fn of_old() {
        always();
    }
}
pub fn last();
`;

const itemsOf = async (version: string | undefined) => {
  const parsed: string[] = [];
  const parser = await loadRustParser();
  const noting = {
    ...parser,
    parseFile(text: string, ...rest: [path: string, onFault: (row: number) => void]) {
      parsed.push(text);
      return parser.parseFile(text, ...rest);
    },
  };
  const models = modelCrates(new Map([['lock', MODEL]]), () => version, noting, new CrateGraph());
  return { items: [...(models.get('lock')?.()?.root.items.keys() ?? [])], parsed: parsed.join() };
};

test('an old version has its own items', async () => {
  const { items } = await itemsOf('0.27.1');
  expect(items).toEqual(['always', 'early', 'older', 'last']);
});

test.each(['0.28.0', '1.4.2', undefined])(
  'version %s has its own items, and parses no module of an old version',
  async (version) => {
    const { items, parsed } = await itemsOf(version);
    expect(items).toEqual(['always', 'late', 'last']);
    expect(parsed).not.toContain('of_old');
  },
);
