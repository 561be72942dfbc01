// The value of permissions for an attacker: the one deny-list for `rbac`, `audit`, the docs and generated repositories.
import { groupBy } from '../group-by.ts';
import { deputies } from './privileges/deputies.ts';
import { elsewhere } from './privileges/elsewhere.ts';
import { objects } from './privileges/objects.ts';
import { pods } from './privileges/pods.ts';
import type { Gain, Levels, Privilege, Severity } from './privileges/privilege.ts';
import { rights } from './privileges/rights.ts';

export { URLS } from './privileges/urls.ts';
export type { Gain, Privilege, Severity };

/** Every row. The checks of `test/cluster/proof` have a separate list, so that a missing row becomes visible. */
export const PRIVILEGES: readonly Privilege[] = [...rights, ...deputies, ...pods, ...objects, ...elsewhere];

const byGroup = groupBy(
  PRIVILEGES.flatMap((row) => row.groups.map((group) => ({ group, row }))),
  ({ group }) => group,
);

/** The rows about any of these API groups: there may be many rules, and each speaks of a few rows. */
export function rowsAbout(groups: readonly string[]): readonly Privilege[] {
  if (groups.includes('*')) return PRIVILEGES;
  const [only = '', ...more] = groups;
  if (more.length === 0) return (byGroup.get(only) ?? []).map(({ row }) => row);
  return PRIVILEGES.filter((row) => row.groups.some((group) => groups.includes(group)));
}

/** One verb on one resource; `*` stands for all. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

export interface Granted extends Permission {
  /** `cluster`, or any other word for a smaller reach. */
  readonly scope: string;
  readonly resourceNames: readonly string[];
  /** Those in which it holds, where that is less than the cluster and known. */
  readonly namespaces?: readonly string[];
}

/** The severity of a grant: that of its worst row, otherwise by whether it writes and how far it reaches. */
export function severityOf(granted: Granted): { readonly severity: Severity; readonly why: string } {
  if (granted.resource === '*' || granted.group === '*' || granted.verb === '*')
    return { severity: 'critical', why: 'grants what nobody has thought of, by a wildcard' };
  const [worst] = privilegesOf(granted)
    .flatMap((privilege) => {
      const severity = levelOf(privilege, granted);
      return severity === undefined ? [] : [{ severity, why: privilege.why }];
    })
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  if (worst !== undefined) return worst;
  const writes = !['get', 'list', 'watch'].includes(granted.verb);
  return {
    severity: writes && granted.scope === 'cluster' ? 'medium' : 'low',
    why: writes ? 'changes objects' : 'reads objects',
  };
}

/** The most severe first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The worst of several, or undefined for none. */
export function worstOf(severities: readonly Severity[]): Severity | undefined {
  return SEVERITIES.find((severity) => severities.includes(severity));
}

/** The rows about a grant with its reach. */
export function privilegesOf(granted: Granted): readonly Privilege[] {
  return privilegesFor(granted).filter((privilege) => levelOf(privilege, granted) !== undefined);
}

/** The rows about a permission with any reach. */
export function privilegesFor({ group, resource, verb }: Permission): readonly Privilege[] {
  return privilegesOfAny({ groups: [group], resources: [resource], verbs: [verb] });
}

/** The rows about any permission of a rule: row by row, because a rule has as many permissions as the product of its lists. */
export function privilegesOfAny(rule: Lists): readonly Privilege[] {
  return rowsAbout(rule.groups).filter(
    ({ resources, verbs }) =>
      rule.resources.some((one) => meets(resources, one)) && rule.verbs.some((one) => meets(verbs, one)),
  );
}

interface Lists {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

type Reach = Pick<Granted, 'scope' | 'resourceNames' | 'namespaces'>;

/** The severity of a row at the reach of a grant, or undefined if the row is not about it. */
export function levelOf(
  { levels, names }: Pick<Privilege, 'levels' | 'names'>,
  { scope, resourceNames, namespaces }: Reach,
): Severity | undefined {
  if (names !== undefined && !resourceNames.some((name) => names.includes(name))) return undefined;
  const level = levels[cellOf(scope === 'cluster', resourceNames.length > 0)];
  const isRaised = resourceNames.length === 0 && ofSystem(scope, namespaces) !== undefined;
  if (level === undefined) return isRaised ? levels.system : undefined;
  return !isRaised ? level : SEVERITIES[Math.max(0, SEVERITIES.indexOf(level) - 1)];
}

/**
 * The namespace of the system in which a grant holds. What runs there has the rights of the cluster, so that a grant on
 * all of its objects is worth a step more than in another namespace.
 */
export function ofSystem(scope: string, namespaces: readonly string[] | undefined): string | undefined {
  return scope === 'cluster' ? undefined : namespaces?.find((name) => SYSTEM_NAMESPACES.includes(name));
}

/** In `kube-node-lease` each node says that it is alive. */
const SYSTEM_NAMESPACES: readonly string[] = ['kube-system', 'kube-node-lease'];

/** The gains of an attacker with the permissions of a rule. */
export function gainsOf(rule: Lists, reach: Reach): ReadonlySet<Gain> {
  const rows = privilegesOfAny(rule).filter((privilege) => levelOf(privilege, reach) !== undefined);
  return new Set(rows.flatMap((privilege) => gainsBy(privilege, reach)));
}

function gainsBy(privilege: Privilege, granted: Reach): readonly Gain[] {
  const isWhole = granted.scope === 'cluster' && granted.resourceNames.length === 0;
  return privilege.gains
    .filter((gain) => gain !== 'objects' || isWhole)
    .map((gain) => (gain === 'takeover' && levelOf(privilege, granted) !== 'critical' ? 'rights' : gain));
}

function cellOf(isCluster: boolean, isNamed: boolean): keyof Levels {
  if (isNamed) return isCluster ? 'namedInCluster' : 'namedInNamespace';
  return isCluster ? 'cluster' : 'namespace';
}

function meets(list: readonly string[], value: string): boolean {
  return value === '*' || list.includes(value);
}
