// Differences between the reports of `rbac --check` and `audit` about a repository.
import type { Finding } from '../../src/audit/finding.ts';
import type { Check } from '../../src/permissions/check.ts';

/** The rules that report the same as `rbac --check`. */
export const rulesAboutPermissions = [
  'no-missing-permissions',
  'no-unused-permissions',
  'no-wildcards',
  'no-admin-binding',
];

/**
 * One sentence for each difference; none if both commands report the same.
 *
 * @param findings of the rules about permissions at least
 */
export function disagreements(check: Check, findings: readonly Finding[]): readonly string[] {
  const { missing, enforced, excess, unknown } = check;
  const found = (state: Finding['state'], rule: string): readonly Finding[] =>
    findings.filter((one) => one.state === state && one.rule === rule);
  const lacking = found('broken', 'no-missing-permissions');
  // The use of a security context belongs to the account of a Pod, and the rule about Pods judges it.
  const plain = excess.filter(({ wildcard, verb }) => !wildcard && verb !== 'use');
  const known = plain.filter(({ doubt }) => doubt === null);
  return [
    ...without(places(missing), places(lacking)).map((one) => `${one}: missing for --check alone`),
    ...without(places(lacking), places(missing)).map((one) => `${one}: missing for audit alone`),
    // A problem that prevents all reading is reported by any rule that would have read it.
    ...without(places([...enforced, ...unknown]), places(findings)).map((one) => `${one}: unknown for --check alone`),
    ...without(places(found('unknown', 'no-missing-permissions')), places([...enforced, ...unknown])).map(
      (one) => `${one}: unknown for audit alone`,
    ),
    ...differ('in excess', known.length > 0, found('broken', 'no-unused-permissions').length > 0),
    ...differ('perhaps in excess', plain.length > known.length, found('unknown', 'no-unused-permissions').length > 0),
    ...excess
      .filter((row) => row.wildcard && !isTold(row, findings))
      .map(({ path, line }) => `${path}:${line}: a wildcard is in excess for --check alone`),
  ];
}

/** The rules that judge a role with a wildcard, and a binding to one. */
const ofStars: ReadonlySet<string> = new Set(['no-wildcards', 'no-admin-binding']);

/**
 * A wildcard is broken at its place, even if a program needs everything in it; one in a role of Kubernetes, at its
 * binding.
 */
function isTold({ path, line }: Place, findings: readonly Finding[]): boolean {
  return findings.some((one) => one.path === path && (one.line === line || ofStars.has(one.rule)));
}

interface Place {
  readonly path: string;
  readonly line: number;
}

function places(all: readonly Place[]): ReadonlySet<string> {
  return new Set(all.map(({ path, line }) => `${path}:${line}`));
}

function without(all: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  return [...all].filter((one) => !others.has(one));
}

function differ(what: string, check: boolean, audit: boolean): readonly string[] {
  return check === audit ? [] : [`something is ${what} for ${check ? '--check' : 'audit'} alone`];
}
