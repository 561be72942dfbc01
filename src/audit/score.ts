// One number for how much of what applies is kept.
import { rules } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import type { Audit } from './audit.ts';

const weights: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };

/** From 0 to 100: the rules that are kept, of those that could be judged, each by its severity. */
export function score({ findings, kept }: Pick<Audit, 'findings' | 'kept'>): number {
  const broken = new Set(findings.filter(({ state }) => state === 'broken').map(({ rule }) => rule));
  const weigh = (ids: Iterable<string>): number => [...ids].reduce((sum, id) => sum + weights[rules.find((rule) => rule.id === id)?.severity ?? 'low'], 0);
  const good = weigh(kept);
  const all = good + weigh(broken);
  return all === 0 ? 100 : Math.floor((100 * good) / all);
}
