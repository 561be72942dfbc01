// What `rbac --check` says of a repository and `audit` does not, or the other way round.
import type { Finding } from '../../src/audit/finding.ts';
import type { Check } from '../../src/permissions/check.ts';

/** The rules that say what `rbac --check` says. */
export const rulesAboutPermissions = [
  'no-missing-permissions',
  'no-unused-permissions',
  'no-wildcards',
  'no-admin-binding',
];

/**
 * One sentence for each difference; none where both commands tell a user the same.
 *
 * @param findings of the rules about permissions at least
 */
export function disagreements(check: Check, findings: readonly Finding[]): readonly string[] {
  const { missing, enforced, excess, unknown } = check;
  const found = (state: Finding['state'], rule: string): readonly Finding[] =>
    findings.filter((one) => one.state === state && one.rule === rule);
  const lacking = found('broken', 'no-missing-permissions');
  // Who may use a security context is asked of the account of a Pod, and judged by the rule about Pods.
  const plain = excess.filter(({ wildcard, verb }) => !wildcard && verb !== 'use');
  const known = plain.filter(({ doubt }) => doubt === null);
  return [
    ...without(places(missing), places(lacking)).map((one) => `${one}: missing for --check alone`),
    ...without(places(lacking), places(missing)).map((one) => `${one}: missing for audit alone`),
    // What hinders all reading is told by whichever rule would have read it.
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

/** The rules that judge a role that holds one, and a binding to one. */
const ofStars: ReadonlySet<string> = new Set(['no-wildcards', 'no-admin-binding']);

/** A star is broken where it stands, also where a program needs all that it stands for; one of a role of Kubernetes, where it is bound. */
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
