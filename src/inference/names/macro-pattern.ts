// Reads the two sides of a rule of `macro_rules!`: the pattern and the output.

import type { MacroRule } from './definitions.ts';
import { type Token, tokenize } from './tokens.ts';

export type Pattern =
  | { readonly k: 'token'; readonly text: string }
  | { readonly k: 'group'; readonly open: string; readonly inside: readonly Pattern[] }
  | { readonly k: 'fragment'; readonly name: string; readonly sort: string }
  | {
      readonly k: 'repeat';
      readonly inside: readonly Pattern[];
      readonly separator: string | undefined;
      readonly op: string;
      readonly names: readonly string[];
    };

export interface ReadRule {
  readonly pattern: readonly Pattern[];
  readonly body: readonly Token[];
}

/** The two sides of a rule for the matcher. */
export function readRule(rule: MacroRule): ReadRule {
  const left = tokenize(rule.left.text);
  const right = tokenize(rule.right.text);
  return { pattern: patternOf(left[0]?.kids ?? []), body: right[0]?.kids ?? [] };
}

function patternOf(tokens: readonly Token[]): readonly Pattern[] {
  const pattern: Pattern[] = [];
  for (let at = 0, token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    const next = tokens[at + 1];
    if (token.text === '$' && next?.text === '(' && next.kids !== undefined) {
      const tail = repetitionAt(tokens, at + 2);
      const inside = patternOf(next.kids);
      pattern.push({ k: 'repeat', inside, separator: tail.separator, op: tail.op, names: namesOf(inside) });
      if (tail.rest !== '') pattern.push({ k: 'token', text: tail.rest });
      at = tail.end - 1;
    } else if (token.text === '$' && next?.kind === 'ident' && tokens[at + 2]?.text === ':') {
      pattern.push({ k: 'fragment', name: next.text, sort: tokens[at + 3]?.text ?? '' });
      at += 3;
    } else if (token.kids !== undefined) pattern.push({ k: 'group', open: token.text, inside: patternOf(token.kids) });
    else pattern.push({ k: 'token', text: token.text });
  }
  return pattern;
}

/** The part after `$(…)`: an optional separator, and `*`, `+` or `?`. */
export function repetitionAt(
  tokens: readonly Token[],
  at: number,
): { readonly separator: string | undefined; readonly op: string; readonly rest: string; readonly end: number } {
  const first = tokens[at]?.text ?? '';
  const second = tokens[at + 1]?.text ?? '';
  if (/^[*+?]/.test(first) && !/^[*+?]$/.test(second))
    return { separator: undefined, op: first[0] ?? '*', rest: first.slice(1), end: at + 1 };
  return { separator: first, op: second[0] ?? '*', rest: second.slice(1), end: at + 2 };
}

function namesOf(pattern: readonly Pattern[]): readonly string[] {
  return pattern.flatMap((part) =>
    part.k === 'fragment' ? [part.name] : part.k === 'token' ? [] : namesOf(part.inside),
  );
}
