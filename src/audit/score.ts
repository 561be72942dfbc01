// One number for how much of what applies is kept.
import { rules } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import type { Audit } from './audit.ts';

const weights: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };

/** What a repository can reach that breaks a rule of this severity, however much else it keeps. */
const limits: Readonly<Record<Severity, number>> = { critical: 40, high: 70, medium: 99, low: 99 };

/** From 0 to 100: the rules that are kept, of those that could be judged, each by its severity; the worst that is broken limits it. */
export function score({ findings, kept }: Pick<Audit, 'findings' | 'kept'>): number {
  const wrong = findings.filter(({ state }) => state === 'broken');
  const broken = new Set(wrong.map(({ rule }) => rule));
  const weigh = (ids: Iterable<string>): number =>
    [...ids].reduce((sum, id) => sum + weights[rules.find((rule) => rule.id === id)?.severity ?? 'low'], 0);
  const good = weigh(kept);
  const all = good + weigh(broken);
  return Math.min(all === 0 ? 100 : Math.floor((100 * good) / all), ...wrong.map(({ severity }) => limits[severity]));
}
