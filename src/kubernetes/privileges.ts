// What permissions are worth to an attacker: the one deny-list, asked by `rbac`, `audit`, the docs and what is generated.
import { objects } from './privileges/objects.ts';
import { pods } from './privileges/pods.ts';
import type { Gain, Levels, Privilege, Severity } from './privileges/privilege.ts';
import { rights } from './privileges/rights.ts';

export { URLS } from './privileges/urls.ts';
export type { Gain, Privilege, Severity };

/** Every row. The judge of `test/cluster/proof` has a list of its own, so that a row that is missing here shows. */
export const PRIVILEGES: readonly Privilege[] = [...rights, ...pods, ...objects];

/** One verb on one resource; `*` stands for all of them. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

export interface Granted extends Permission {
  /** `cluster`, or any other word for less. */
  readonly scope: string;
  readonly resourceNames: readonly string[];
}

/** How bad a grant is: by the worst row that speaks of it, else by whether it writes and how far it reaches. */
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

/** From the worst on. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The worst of several, or undefined of none. */
export function worstOf(severities: readonly Severity[]): Severity | undefined {
  return SEVERITIES.find((severity) => severities.includes(severity));
}

/** The rows that speak of a grant where it reaches. */
export function privilegesOf(granted: Granted): readonly Privilege[] {
  return privilegesFor(granted).filter((privilege) => levelOf(privilege, granted) !== undefined);
}

/** The rows that name a permission, wherever it reaches. */
export function privilegesFor({ group, resource, verb }: Permission): readonly Privilege[] {
  return PRIVILEGES.filter(
    ({ groups, resources, verbs }) => meets(groups, group) && meets(resources, resource) && meets(verbs, verb),
  );
}

/** How bad a row is at the reach of a grant, or undefined where it does not speak of it. */
export function levelOf(
  { levels, names }: Pick<Privilege, 'levels' | 'names'>,
  { scope, resourceNames }: Pick<Granted, 'scope' | 'resourceNames'>,
): Severity | undefined {
  if (names !== undefined && !resourceNames.some((name) => names.includes(name))) return undefined;
  return levels[cellOf(scope === 'cluster', resourceNames.length > 0)];
}

/** What an attacker gets by a grant. */
export function gainsOf(granted: Granted): readonly Gain[] {
  return [...new Set(privilegesOf(granted).flatMap((privilege) => gainsBy(privilege, granted)))];
}

function gainsBy(privilege: Privilege, granted: Granted): readonly Gain[] {
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
