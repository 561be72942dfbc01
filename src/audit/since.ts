// Only new findings: those that an earlier state of the repository, or its baseline, does not have.
import type { Audit } from './audit.ts';
import { keyOf, type Finding } from './finding.ts';

/** How often a finding is known, by its key. */
export type Debts = ReadonlyMap<string, number>;

/**
 * The known findings without those that an organisation allows nobody to ignore without a reason: their age is not a
 * reason.
 */
export function acceptedDebts(debts: Debts, { findings, policy }: Pick<Audit, 'findings' | 'policy'>): Debts {
  const refused = new Set(
    findings.filter((finding) => policy?.refusalOf(finding, '') !== undefined).map(({ key }) => key),
  );
  return new Map([...debts].filter(([key]) => !refused.has(key)));
}

/**
 * The findings of an earlier audit.
 *
 * @param renamed the present name of a file, by its earlier name
 */
export function debtsOf(before: Pick<Audit, 'findings'>, renamed: ReadonlyMap<string, string> = new Map()): Debts {
  return counted(
    before.findings.map((finding) => keyOf({ ...finding, path: renamed.get(finding.path) ?? finding.path })),
  );
}

export function counted(keys: readonly string[]): Debts {
  const debts = new Map<string, number>();
  for (const key of keys) debts.set(key, (debts.get(key) ?? 0) + 1);
  return debts;
}

/** The findings that are not known; one that only moved to another line is not new. */
export function withoutDebts<F extends Finding>(findings: readonly F[], debts: Debts): readonly F[] {
  const left = new Map(debts);
  return findings.filter(({ key }) => {
    const known = left.get(key) ?? 0;
    left.set(key, known - 1);
    return known <= 0;
  });
}

/** The audit without the findings that `before` has too. */
export function newSince(audit: Audit, before: Audit, renamed?: ReadonlyMap<string, string>): Audit {
  return { ...audit, findings: withoutDebts(audit.findings, debtsOf(before, renamed)) };
}
