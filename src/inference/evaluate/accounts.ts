// The outcome of each call, which proves that none is dropped. A call expression in reachable code is followed,
// modelled, known to be unrelated to the API server, or unknown; one without an entry counts as unknown.

import type { NodeKind } from '../../formats/rust/node-kinds.ts';
import type { Source } from '../../formats/rust/source.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';

/**
 * `followed`: its body, or each possible one, was evaluated. `modelled`: a model describes its requests. `nothing`: by
 * its kind or its arguments it cannot reach the API server. `unknown`: it is reported with its line.
 */
export type Outcome = 'followed' | 'modelled' | 'nothing' | 'unknown';

/** The reason why a call cannot reach the API server. */
export type Reason = 'looked through' | 'standard library' | 'given no client' | 'only holds it' | 'builds a request';

/** The number of calls of a program with each outcome; for `nothing` also the number for each reason. */
export interface Counts extends Readonly<Record<Outcome, number>> {
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
}

interface Entry {
  readonly outcome: Outcome;
  readonly reason: Reason | undefined;
}

const RANK: Readonly<Record<Outcome, number>> = { nothing: 0, modelled: 1, followed: 2, unknown: 3 };

export class Accounts {
  readonly #outcomes = new Map<Source, Map<number, Entry>>();
  readonly #bodies = new Set<Syntax>();
  readonly #skipped = new Set<Syntax>();

  /** Records the outcome of a call; among several evaluations of a call the strongest counts. */
  note(call: Syntax, outcome: Outcome, reason?: Reason): void {
    const entries = this.#outcomes.get(call.source) ?? new Map<number, Entry>();
    this.#outcomes.set(call.source, entries);
    const place = keyOf(call);
    const known = entries.get(place);
    if (known === undefined || RANK[outcome] > RANK[known.outcome]) entries.set(place, { outcome, reason });
  }

  /** Code that is evaluated: the body of a function, or the output of a macro. */
  enter(body: Syntax): void {
    this.#bodies.add(body);
  }

  /** Code that does not run: it is not compiled, or a known value excludes it. */
  skip(code: Syntax | undefined): void {
    if (code !== undefined) this.#skipped.add(code);
  }

  /** The sums, and the calls without an entry. */
  close(): { readonly counts: Counts; readonly left: readonly Syntax[] } {
    const counts = { followed: 0, modelled: 0, nothing: 0, unknown: 0 };
    const reasons: Partial<Record<Reason, number>> = {};
    const left: Syntax[] = [];
    const visit = (syntax: Syntax): void => {
      if (this.#skipped.has(syntax) || ITEMS.has(syntax.type)) return;
      if (syntax.type === 'call_expression') {
        const entry = this.#outcomes.get(syntax.source)?.get(keyOf(syntax));
        if (entry === undefined) left.push(syntax);
        else {
          counts[entry.outcome] += 1;
          if (entry.reason !== undefined) reasons[entry.reason] = (reasons[entry.reason] ?? 0) + 1;
        }
      }
      for (const kid of syntax.kids) visit(kid);
    };
    for (const body of this.#bodies) visit(body);
    counts.unknown += left.length;
    return { counts: { ...counts, reasons }, left };
  }
}

/** Items inside a body are separate code. */
const ITEMS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'function_item',
  'impl_item',
  'trait_item',
  'mod_item',
  'const_item',
  'static_item',
  'macro_definition',
]);

/** Identifies a call by the start of its name (for a method) or of its arguments (for any other): `f(x)(y)` are two. */
function keyOf(call: Syntax): number {
  if (call.type !== 'call_expression') return call.start;
  const callee = call.child('function');
  const inner = callee?.type === 'generic_function' ? callee.child('function') : callee;
  const name = inner?.type === 'field_expression' ? inner.child('field') : undefined;
  return (name ?? call.child('arguments') ?? call).start;
}
