// Rewrites a program without changing its requests: each Api may go through functions, generics, traits, boxes, maps,
// macros, builders and channels before its use.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RustParser } from '../../../src/formats/rust/parser.ts';
import type { Syntax } from '../../../src/formats/rust/syntax.ts';

export const wrappers = readFileSync(path.join(import.meta.dirname, 'wrappers.rs'), 'utf8');

/** How an expression of type `Api<K>` is passed on. */
const WAYS: readonly ((expression: string) => string)[] = [
  ...[...wrappers.matchAll(/^pub fn (\w+)</gm)].map(
    ([, name]) =>
      (expression: string) =>
        `crate::mutants::${name}(${expression})`,
  ),
  (expression) => `crate::mutants::Through::through(${expression})`,
  (expression) => `crate::mutants::through!(${expression})`,
  (expression) => `(|| ${expression})()`,
  (expression) => `{ let api = ${expression}; api }`,
  (expression) => `match true { _ => ${expression} }`,
];

export interface Mutant {
  readonly files: ReadonlyMap<string, string>;
  /** The changes, for people. */
  readonly changes: readonly string[];
}

/** A program with some Apis passed on; `random` returns numbers from 0 to 1. */
export function mutate(files: ReadonlyMap<string, string>, parser: RustParser, random: () => number): Mutant {
  const changes: string[] = [];
  const made = new Map<string, string>();
  for (const [file, text] of files) made.set(file, file.endsWith('.rs') ? rewritten(file, text) : text);
  for (const root of ['src/main.rs', 'src/lib.rs']) {
    const text = made.get(root);
    if (text !== undefined && changes.length > 0)
      made.set(root, `${text}\n#[path = "other/wrappers.rs"]\nmod mutants;\n`);
  }
  made.set('src/other/wrappers.rs', wrappers);
  return { files: made, changes };

  function rewritten(file: string, text: string): string {
    let result = text;
    // From the end to the start, so that earlier places stay; a nested one is not rewritten.
    let before = text.length;
    for (const { start, end } of sitesOf(parser.parse(text, file)).reverse()) {
      if (end > before || random() < 0.3) continue;
      const site = text.slice(start, end);
      let expression = site;
      for (let depth = Math.floor(random() * 3) + 1; depth > 0; depth -= 1)
        expression = (WAYS[Math.floor(random() * WAYS.length)] ?? String)(expression);
      changes.push(`${file}: ${expression}`);
      result = result.slice(0, start) + expression + result.slice(end);
      before = start;
    }
    return result;
  }
}

const MAKES = /^(?:kube::)?Api(?:::<[\s\S]*>)?::(?:all|namespaced|default_namespaced)$/;

/** The expressions that create an Api. */
function sitesOf(syntax: Syntax): Syntax[] {
  const inside = syntax.kids.flatMap(sitesOf);
  const callee = syntax.type === 'call_expression' ? syntax.child('function')?.text : undefined;
  return callee !== undefined && MAKES.test(callee) ? [syntax, ...inside] : inside;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
