// Writes the body of a macro's rule with the bindings of its pattern.

import { repetitionAt } from './macro-pattern.ts';
import type { Token } from './tokens.ts';

export interface Fragment {
  readonly sort: string;
  readonly tokens: readonly Token[];
}

/** The value of a name in the pattern: a fragment, or a row for each round of its repetition. */
export type Bindings = ReadonlyMap<string, Fragment | readonly Bindings[]>;

/** `home` replaces `$crate`. */
export function transcribe(body: readonly Token[], bindings: Bindings, home: string): readonly Token[] {
  const out: Token[] = [];
  for (let at = 0, token = body[at]; token !== undefined; at += 1, token = body[at]) {
    const next = body[at + 1];
    if (token.kids !== undefined) out.push({ ...token, kids: transcribe(token.kids, bindings, home) });
    else if (token.text !== '$' || next === undefined) out.push(token);
    else if (next.kids !== undefined && next.text === '(') {
      const tail = repetitionAt(body, at + 2);
      out.push(...repeated(next.kids, tail.separator, bindings, home));
      if (tail.rest !== '') out.push({ kind: 'punct', text: tail.rest, spaced: true });
      at = tail.end - 1;
    } else {
      out.push(...named(token, next, bindings.get(next.text), home));
      at += 1;
    }
  }
  return out;
}

function named(
  dollar: Token,
  name: Token,
  value: Fragment | readonly Bindings[] | undefined,
  home: string,
): readonly Token[] {
  if (name.text === 'crate') return [{ kind: 'ident', text: home, spaced: true }];
  if (value === undefined || !('tokens' in value)) return [dollar, name];
  const [first, ...rest] = value.tokens;
  if (first === undefined) return [];
  const { spaced } = dollar;
  // An expression stays one, whatever is around it.
  if (value.sort.startsWith('expr') && isLoose(value.tokens))
    return [{ kind: 'group', text: '(', spaced, kids: value.tokens }];
  return [{ ...first, spaced }, ...rest];
}

const LOOSE = new Set(['if', 'match', 'unsafe', 'loop', 'while', 'for', 'async', 'move', 'return', 'break', 'as']);

function isLoose(tokens: readonly Token[]): boolean {
  if (tokens.length < 2) return false;
  return tokens.some(
    (token, at) =>
      (token.kind === 'ident' && LOOSE.has(token.text)) ||
      (token.kind === 'punct' &&
        !['.', '::', '?', '<', '>', ',', '!', '>>'].includes(token.text) &&
        !(token.text === '&' && at > 0 && tokens[at - 1]?.text === '<')),
  );
}

function repeated(
  inside: readonly Token[],
  separator: string | undefined,
  bindings: Bindings,
  home: string,
): readonly Token[] {
  const rows = namesIn(inside).flatMap((name) => {
    const value = bindings.get(name);
    return Array.isArray(value) ? [[name, value as readonly Bindings[]] as const] : [];
  });
  const count = Math.max(0, ...rows.map(([, values]) => values.length));
  const out: Token[] = [];
  for (let row = 0; row < count; row += 1) {
    const around = new Map(bindings);
    for (const [name, values] of rows) {
      const value = values[row]?.get(name);
      if (value !== undefined) around.set(name, value);
    }
    if (row > 0 && separator !== undefined) out.push({ kind: 'punct', text: separator, spaced: false });
    const made = transcribe(inside, around, home);
    const [first, ...rest] = made;
    if (first !== undefined) out.push({ ...first, spaced: true }, ...rest);
  }
  return out;
}

function namesIn(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token, at) =>
    token.kids !== undefined
      ? namesIn(token.kids)
      : token.kind === 'ident' && tokens[at - 1]?.text === '$'
        ? [token.text]
        : [],
  );
}
