// Expands `macro_rules!` as rustc does: the rules are tried in order, each matched on token trees.

import type { Crate, MacroDef } from './definitions.ts';
import { fragmentEnd } from './macro-fragments.ts';
import { type Pattern, type ReadRule, readRule } from './macro-pattern.ts';
import { type Bindings, type Fragment, transcribe } from './macro-transcribe.ts';
import { render, type Token, tokenize } from './tokens.ts';

/** rustc's `recursion_limit`: the depth to which macros may call macros. */
export const RECURSION_LIMIT = 128;

/** The output of a macro call with this input in `crate`, or undefined if no rule matches. */
export function expand(macro: MacroDef, input: string, crate: Crate): string | undefined {
  const given = tokenize(input);
  const budget = { steps: MAX_STEPS };
  for (const rule of macro.rules) {
    const { pattern, body }: ReadRule = readRule(rule);
    const found = matchAll(pattern, given, budget);
    if (found === undefined) continue;
    const home = macro.module.crate === crate ? 'crate' : `::${macro.module.crate.name}`;
    return render(transcribe(body, found, home));
  }
  return undefined;
}

/** No macro was seen to need a tenth of it. */
const MAX_STEPS = 400_000;

interface Budget {
  steps: number;
}

interface Match {
  readonly end: number;
  readonly bindings: Bindings;
}

function matchAll(pattern: readonly Pattern[], given: readonly Token[], budget: Budget): Bindings | undefined {
  const found = matchFrom(pattern, 0, given, 0, budget, true);
  return found?.end === given.length ? found.bindings : undefined;
}

/** Matches the parts from `index` on; with `whole` the input must end with them. */
function matchFrom(
  pattern: readonly Pattern[],
  index: number,
  given: readonly Token[],
  start: number,
  budget: Budget,
  whole: boolean,
): Match | undefined {
  const bindings = new Map<string, Fragment | readonly Bindings[]>();
  let at = start;
  for (let part = index; part < pattern.length; part += 1) {
    budget.steps -= 1;
    const each = pattern[part];
    if (each === undefined || budget.steps < 0) return undefined;
    if (each.k === 'repeat') {
      const rest = matchRepeat(pattern, part, each, given, at, budget, whole);
      return rest === undefined ? undefined : { end: rest.end, bindings: new Map([...bindings, ...rest.bindings]) };
    }
    const token = given[at];
    if (each.k === 'token') {
      if (token === undefined || token.kids !== undefined || token.text !== each.text) return undefined;
      at += 1;
    } else if (each.k === 'group') {
      if (token?.kids === undefined || token.text !== each.open) return undefined;
      const inside = matchAll(each.inside, token.kids, budget);
      if (inside === undefined) return undefined;
      for (const [name, value] of inside) bindings.set(name, value);
      at += 1;
    } else {
      const end = fragmentEnd(each.sort, given, at);
      if (end === undefined) return undefined;
      bindings.set(each.name, { sort: each.sort, tokens: given.slice(at, end) });
      at = end;
    }
  }
  return whole && at < given.length ? undefined : { end: at, bindings };
}

/** As many matching rows as leave a match for the rest. */
function matchRepeat(
  pattern: readonly Pattern[],
  index: number,
  repeat: Extract<Pattern, { k: 'repeat' }>,
  given: readonly Token[],
  start: number,
  budget: Budget,
  whole: boolean,
): Match | undefined {
  const rows: Bindings[] = [];
  const ends = [start];
  const most = repeat.op === '?' ? 1 : Number.POSITIVE_INFINITY;
  for (let at = start; rows.length < most; ) {
    let from = at;
    if (rows.length > 0 && repeat.separator !== undefined) {
      if (given[at]?.text !== repeat.separator) break;
      from += 1;
    }
    const row = matchFrom(repeat.inside, 0, given, from, budget, false);
    if (row === undefined || row.end === from) break;
    rows.push(row.bindings);
    ends.push(row.end);
    at = row.end;
  }
  const least = repeat.op === '+' ? 1 : 0;
  for (let count = rows.length; count >= least; count -= 1) {
    const rest = matchFrom(pattern, index + 1, given, ends[count] ?? start, budget, whole);
    if (rest === undefined) continue;
    const bound = repeat.names.map((name) => [name, rows.slice(0, count)] as const);
    return { end: rest.end, bindings: new Map([...bound, ...rest.bindings]) };
  }
  return undefined;
}
