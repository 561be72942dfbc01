// Three witnesses about one ServiceAccount: the needs of the source, the grants of the manifests, the requests to the
// API server.
import type { Binary } from '../../inference/infer.ts';
import { isEnforced } from '../../inference/enforcement.ts';
import type { Evidence, Permission } from '../../inference/permission.ts';
import type { Observed } from './observations.ts';

/** The joint statement of the three about one permission. */
export type Verdict =
  /** All three know it. */
  | 'agreed'
  /** Used and granted, but not inferred: a fault of the inference. */
  | 'not-inferred'
  /** Used, but neither inferred nor granted by these manifests. */
  | 'observed-only'
  /** Used and inferred, but these manifests do not grant it. */
  | 'not-granted'
  /** Granted and inferred, but these runs did not need it. */
  | 'not-exercised'
  /** Granted, but nothing needs it. */
  | 'unused'
  /** Inferred, and neither granted nor used. */
  | 'inferred-only';

export interface Row {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly verdict: Verdict;
  readonly observed: Observed | undefined;
  readonly condition: string | null;
  readonly evidence: readonly Pick<Evidence, 'path' | 'line'>[];
  /** The place of the grant in the manifests. */
  readonly grantedAt: readonly string[];
}

interface Granted {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly path: string;
  readonly line: number;
}

/** Every permission that one of the three knows, sorted by name. */
export function compareThree(
  binaries: readonly Binary[],
  grants: readonly Granted[],
  observed: readonly Observed[],
): readonly Row[] {
  const inferred = binaries.flatMap(({ permissions }) => permissions);
  const keys = new Set([...inferred, ...grants, ...observed].map(keyOf));
  return [...keys].sort().flatMap((key) => {
    const needs = inferred.filter((each) => keyOf(each) === key);
    const given = grants.filter((each) => covers(each, key));
    const used = observed.find((each) => keyOf(each) === key);
    const [first] = [...needs, ...(used === undefined ? [] : [used]), ...given];
    if (first === undefined) return [];
    const within = needs.filter((need) => used === undefined || isWithin(used, need));
    const verdict = verdictOf(within.length > 0, given.length > 0, used !== undefined);
    if (used === undefined && (isNeverLogged(needs, first) || isOnlyPossible(needs, given))) return [];
    return [
      {
        group: first.group,
        resource: first.resource,
        verb: first.verb,
        verdict,
        observed: used,
        condition: needs.some(({ condition }) => condition === null) ? null : (needs[0]?.condition ?? null),
        evidence: needs.flatMap(({ evidence }) => evidence),
        grantedAt: [...new Set(given.map(({ path, line }) => `${path}:${line}`))],
      },
    ];
  });
}

function keyOf({ group, resource, verb }: Pick<Granted, 'group' | 'resource' | 'verb'>): string {
  return `${group} ${resource} ${verb}`;
}

/** A rule with a wildcard grants the permissions that the others name. */
function covers(grant: Granted, key: string): boolean {
  const [group, resource, verb] = key.split(' ');
  return (
    (grant.group === '*' || grant.group === group) &&
    (grant.resource === '*' || grant.resource === resource) &&
    (grant.verb === '*' || grant.verb === verb)
  );
}

function verdictOf(isInferred: boolean, isGranted: boolean, isUsed: boolean): Verdict {
  if (isUsed) {
    if (isInferred) return isGranted ? 'agreed' : 'not-granted';
    return isGranted ? 'not-inferred' : 'observed-only';
  }
  if (isInferred) return isGranted ? 'not-exercised' : 'inferred-only';
  return 'unused';
}

/** Whether a request is in the scope that the inference found for it. */
function isWithin(used: Observed, need: Permission): boolean {
  if (need.scope === 'cluster' || need.scope === 'own-namespace' || need.namespaces.length === 0)
    return need.scope === 'cluster' || !used.namespaces.includes('');
  return used.namespaces.every((namespace) => need.namespaces.includes(namespace));
}

/** Needed only sometimes, and neither granted nor used: it is not reported. */
function isOnlyPossible(needs: readonly Permission[], given: readonly Granted[]): boolean {
  return given.length === 0 && needs.every(({ condition }) => condition !== null);
}

/** Requests that the API server makes itself, for a request that is logged under another verb. */
function isNeverLogged(needs: readonly Permission[], { resource, verb }: Pick<Granted, 'resource' | 'verb'>): boolean {
  return (
    ['bind', 'escalate', 'approve', 'sign', 'attest', 'impersonate', 'use'].includes(verb) ||
    resource.endsWith('/finalizers') ||
    (verb === 'create' && /^pods\/(?:exec|attach|portforward)$/.test(resource)) ||
    (needs.length > 0 && needs.every(({ condition }) => isEnforced(condition)))
  );
}
