// Owner references in `json!`: the object around `"blockOwnerDeletion": true`, with its kind and version as
// expressions.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { splitArguments, withoutComments } from '../names/split.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { noteBlockedOwner } from './owners.ts';
import type { Value } from './value.ts';

const BLOCKS = /"blockOwnerDeletion"\s*:(?!\s*(?:false|null|None)\b)/g;

/** Reads a `json!` and records the owners whose deletion it blocks; returns whether it names owners. */
export function noteJson(evaluator: Evaluator, syntax: Syntax, frame: Frame): Pick<Value, 'owned'> {
  const text = withoutComments(syntax.text);
  for (const { index } of text.matchAll(BLOCKS)) {
    const entries = entriesAround(text, index);
    const [kind, apiVersion] = ['kind', 'apiVersion'].map((key) => valueOf(evaluator, syntax, entries.get(key), frame));
    noteBlockedOwner(evaluator, { kind, apiVersion }, syntax, frame);
  }
  return text.includes('"ownerReferences"') ? { owned: true } : {};
}

/** The entries of the innermost `{ … }` around a place, as texts. */
function entriesAround(text: string, place: number): ReadonlyMap<string, string> {
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"?|[{}]/g)) {
    if (token === '{') open.push(index);
    else if (token === '}') {
      const start = open.pop() ?? 0;
      if (start < place && index > place) return entriesOf(text.slice(start + 1, index));
    }
  }
  return new Map();
}

function entriesOf(inside: string): ReadonlyMap<string, string> {
  return new Map(
    splitArguments(inside).flatMap((entry) => {
      const [, key, value] = /^"(\w+)"\s*:\s*([\s\S]+)$/.exec(entry) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function valueOf(evaluator: Evaluator, syntax: Syntax, source: string | undefined, frame: Frame): Value | undefined {
  if (source === undefined) return undefined;
  const [value] = evaluator.settings.snippets.blockOf(syntax, source).kids;
  return value === undefined ? undefined : evaluator.evaluate(value, frame);
}
