// What became of each call: the proof that none is dropped. A call expression in code that is reached is followed,
// modelled, known to have nothing to do with the API server, or unknown; one without an entry is unknown too.

import type { NodeKind } from '../../formats/rust/node-kinds.ts';
import type { Source } from '../../formats/rust/source.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';

/**
 * `followed`: its body, or each that may be meant, was evaluated. `modelled`: a model says what it asks. `nothing`: it
 * cannot reach the API server, by what it is or is given. `unknown`: reported with its line.
 */
export type Outcome = 'followed' | 'modelled' | 'nothing' | 'unknown';

/** Why a call cannot reach the API server. */
export type Reason = 'looked through' | 'standard library' | 'given no client' | 'only holds it' | 'builds a request';

/** How many calls of a program have each outcome; of `nothing` also how many for each reason. */
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

  /** Notes what became of a call; of several evaluations of one call the one that says most counts. */
  note(call: Syntax, outcome: Outcome, reason?: Reason): void {
    const entries = this.#outcomes.get(call.source) ?? new Map<number, Entry>();
    this.#outcomes.set(call.source, entries);
    const place = keyOf(call);
    const known = entries.get(place);
    if (known === undefined || RANK[outcome] > RANK[known.outcome]) entries.set(place, { outcome, reason });
  }

  /** Code that is evaluated: the body of a function, or what a macro writes. */
  enter(body: Syntax): void {
    this.#bodies.add(body);
  }

  /** Code that does not run: it is not compiled, or a known value rules it out. */
  skip(code: Syntax | undefined): void {
    if (code !== undefined) this.#skipped.add(code);
  }

  /** The sums, and the calls that have no entry. */
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

/** Items inside of a body are code of their own. */
const ITEMS: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'function_item',
  'impl_item',
  'trait_item',
  'mod_item',
  'const_item',
  'static_item',
  'macro_definition',
]);

/** A call by where its name (of a method) or its arguments (of any other) begin: `f(x)(y)` are two. */
function keyOf(call: Syntax): number {
  if (call.type !== 'call_expression') return call.start;
  const callee = call.child('function');
  const inner = callee?.type === 'generic_function' ? callee.child('function') : callee;
  const name = inner?.type === 'field_expression' ? inner.child('field') : undefined;
  return (name ?? call.child('arguments') ?? call).start;
}
