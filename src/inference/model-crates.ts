// The models of foreign crates as crates, each for the version that a repository has.

import type { RustParser } from '../formats/rust/parser.ts';
import type { Syntax } from '../formats/rust/syntax.ts';
import { once } from '../once.ts';
import { older } from './model-versions.ts';
import { collectItems, emptyCrate } from './names/collect.ts';
import type { CrateGraph } from './names/crate-graph.ts';
import type { Crate } from './names/definitions.ts';

/** The syntax trees of the models, by name and text: repeated inferences, as in the playground, parse none twice. */
const modelTrees = once((_parser: RustParser) => new Map<string, Syntax>());

function modelTree(name: string, text: string, parser: RustParser): Syntax {
  const trees = modelTrees(parser);
  const key = `${name}:${text}`;
  const tree = trees.get(key) ?? parser.parseFile(text, `${name}.rs`, () => undefined);
  trees.set(key, tree);
  return tree;
}

/** A model without the modules that the version lacks: parsing them would cost time in every run. */
function withoutOlder(text: string, features: ReadonlySet<string>): string {
  let isLeftOut = false;
  const kept = text.split('\n').filter((line) => {
    const isModule = line.startsWith(OLDER) && line.includes(' mod ') && line.endsWith('{');
    const feature = isModule ? line.slice(OLDER.length).split('"')[0] : undefined;
    if (feature !== undefined) isLeftOut = !features.has(`before-${feature}`);
    const isKept = !isLeftOut;
    if (line === '}') isLeftOut = false;
    return isKept;
  });
  return kept.join('\n');
}

const OLDER = '#[cfg(feature = "before-';

/**
 * Each model by the name of its crate. A model is read when something names it.
 *
 * @param models the Rust text of each
 * @param versionOf the version in a repository; undefined stands for the latest
 */
export function modelCrates(
  models: ReadonlyMap<string, string>,
  versionOf: (crate: string) => string | undefined,
  parser: RustParser,
  graph: CrateGraph,
): ReadonlyMap<string, () => Crate | undefined> {
  const crates = new Map<string, Crate>();
  const read = (name: string, text: string): Crate => {
    const known = crates.get(name);
    if (known !== undefined) return known;
    const features = text.includes(OLDER) ? older(text, versionOf(name)) : new Set<string>();
    const crate = emptyCrate({
      name,
      isModel: true,
      features,
      externs,
      renamed: new Map(),
      packageName: name,
      graph,
    });
    crates.set(name, crate);
    const { kids } = modelTree(name, withoutOlder(text, features), parser);
    collectItems(kids, crate.root, { file: () => undefined, expand: () => undefined });
    return crate;
  };
  const externs: ReadonlyMap<string, () => Crate | undefined> = new Map(
    [...models].map(([name, text]): [string, () => Crate] => [name, () => read(name, text)]),
  );
  return externs;
}
