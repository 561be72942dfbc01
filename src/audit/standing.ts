// The state of a repository: a grade by the worst open finding, the share of rules that it keeps, and the counts.
import type { Severity } from '../rules/rule.ts';
import type { Audit } from './audit.ts';

export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';

export interface Standing {
  readonly grade: Grade;
  /** The number of kept rules for every hundred that apply and could be judged, rounded down. */
  readonly score: number;
  readonly rules: {
    readonly kept: number;
    readonly broken: number;
    /** Kept wherever they could be judged, but not judged somewhere. */
    readonly unknown: number;
    /** Broken only in places that are ignored with a reason. */
    readonly accepted: number;
  };
}

const grades: Readonly<Record<Severity, Grade>> = { critical: 'F', high: 'D', medium: 'C', low: 'B' };
const order: readonly Grade[] = ['F', 'D', 'C', 'B', 'A'];

/** A means that all was judged and nothing is open; a part that could not be judged makes it a B, and nothing worse. */
export function standingOf({ findings, kept, suppressed }: Pick<Audit, 'findings' | 'kept' | 'suppressed'>): Standing {
  const wrong = findings.filter(({ state }) => state === 'broken');
  const open = new Set(findings.map(({ rule }) => rule));
  const broken = new Set(wrong.map(({ rule }) => rule));
  const accepted = new Set(suppressed.map(({ finding }) => finding.rule).filter((rule) => !open.has(rule)));
  const found: readonly Grade[] = [
    ...wrong.map(({ severity }) => grades[severity]),
    ...(wrong.length < findings.length ? (['B'] as const) : []),
  ];
  const all = kept.length + broken.size;
  return {
    grade: order.find((grade) => found.includes(grade)) ?? 'A',
    score: all === 0 ? 100 : Math.floor((100 * kept.length) / all),
    rules: { kept: kept.length, broken: broken.size, unknown: open.size - broken.size, accepted: accepted.size },
  };
}
