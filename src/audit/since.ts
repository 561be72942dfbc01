// Only what is new: findings that an earlier state of the repository did not have.
import type { Audit } from './audit.ts';
import { keyOf } from './finding.ts';

/**
 * The audit without the findings that `before` has too; a line that only moved is not new.
 *
 * @param renamed what a file is called now, by its path then
 */
export function newSince(audit: Audit, before: Audit, renamed: ReadonlyMap<string, string> = new Map()): Audit {
  const known = new Map<string, number>();
  for (const finding of before.findings) {
    const key = keyOf({ ...finding, path: renamed.get(finding.path) ?? finding.path });
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return {
    ...audit,
    findings: audit.findings.filter(({ key }) => {
      const left = known.get(key) ?? 0;
      known.set(key, left - 1);
      return left <= 0;
    }),
  };
}
