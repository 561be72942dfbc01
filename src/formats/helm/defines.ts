// The named templates of charts: the keys that `include "x" .` may add.
import { hole, maskTemplate } from './mask.ts';

/** The keys at the top of the output of a named template, or undefined if only rendering shows them. */
export type KeysOf = (template: string) => ReadonlySet<string> | undefined;

/** @param texts the templates of all charts; if two have the same name, the keys of both count */
export function definesIn(texts: Iterable<string>): KeysOf {
  const bodies = new Map<string, string[]>();
  for (const text of texts)
    for (const [name, body] of bodiesIn(text)) bodies.set(name, [...(bodies.get(name) ?? []), body]);
  const known = new Map<string, ReadonlySet<string> | undefined>();
  const keysOf: KeysOf = (name) => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined);
    const found = bodies.get(name)?.map((body) => keysIn(body, keysOf));
    const keys =
      found?.every((one) => one !== undefined) === true ? new Set(found.flatMap((one) => [...one])) : undefined;
    known.set(name, keys);
    return keys;
  };
  return keysOf;
}

/** The name of the template that an expression includes whole. */
export function includedBy(expression: string): string | undefined {
  return /^(?:include|template)\s+"([^"]+)"/.exec(expression)?.[1];
}

function* bodiesIn(text: string): Generator<readonly [name: string, body: string]> {
  for (const match of text.matchAll(/\{\{-?\s*define\s+"([^"]+)"\s*-?\}\}/g)) {
    const from = match.index + match[0].length;
    let depth = 1;
    for (const action of text.slice(from).matchAll(/\{\{-?\s*(end|if|with|range|define|block)\b/g)) {
      depth += action[1] === 'end' ? -1 : 1;
      if (depth > 0) continue;
      yield [match[1] ?? '', text.slice(from, from + action.index)];
      break;
    }
  }
}

function keysIn(body: string, keysOf: KeysOf): ReadonlySet<string> | undefined {
  const { text, inserts } = maskTemplate(body);
  const lines = text.split('\n').filter((line) => /^\s*[^\s#]/.test(line));
  const base = Math.min(...lines.map((line) => line.search(/\S/)));
  const top = lines
    .filter((line) => line.search(/\S/) === base && !/^\s*-(\s|$)/.test(line))
    .map((line) => /^\s*"?([\w./-]+)"?\s*:/.exec(line)?.[1]);
  const brought = inserts
    .filter(({ column }) => column <= base)
    .map(({ expression }) => keysOf(includedBy(expression) ?? ''));
  if (
    lines.length === 0 ||
    top.includes(undefined) ||
    brought.includes(undefined) ||
    lines.some((line) => line.trimStart().startsWith(hole))
  )
    return undefined;
  return new Set([...top.flatMap((key) => key ?? []), ...brought.flatMap((keys) => [...(keys ?? [])])]);
}
