// What the manifests grant to each ServiceAccount: roles through their bindings, one grant for each group, resource and verb.

import type { Scope } from '../../kubernetes/scope.ts';
import { standardRole } from '../../kubernetes/standard-roles.ts';
import { RELEASE_NAMESPACE } from '../chart/load.ts';
import { spoken } from '../../formats/helm/expression.ts';
import { writtenAt, type Manifest } from '../manifests.ts';
import { itemsAt, partAt, plainOf, readPart, textAt, textsAt, type Part } from '../part.ts';
import { resourcesOf, type ResourceName } from './resources.ts';

export interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: Scope;
  readonly namespaces: readonly string[];
  readonly resourceNames: readonly string[];
  readonly path: string;
  /** The line of the verb. */
  readonly line: number;
  /** How the rule writes it when it is a wildcard, such as `*`. */
  readonly wildcard: boolean;
  /** The `if`s of a chart's template under which the verb stands in its role. */
  readonly conditions: readonly string[];
  /** Only other values than the default ones of its chart render it. */
  readonly isOff: boolean;
  /** Whether a binding here gives it to somebody. */
  readonly isBound: boolean;
}

const VERBS: readonly string[] = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** The grants of one ServiceAccount; without a name, those of every role that is bound to anybody or to nobody. */
export function grantsFor(
  manifests: readonly Manifest[],
  serviceAccount: string | undefined,
  existing: readonly ResourceName[],
): readonly Grant[] {
  const roles = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  const bindings = manifests.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding');
  const grants: Grant[] = [];
  const bound = new Set<Manifest>();
  for (const binding of bindings) {
    const names = subjectsOf(binding);
    const isMine = serviceAccount === undefined || names.includes(serviceAccount);
    const found = rolesOf(binding, roles);
    for (const candidate of found) {
      bound.add(candidate);
      for (const part of isMine ? withAggregated(candidate, roles) : [])
        grants.push(...grantsOf(part, binding, existing));
    }
    if (found.length === 0 && isMine && names.length > 0) grants.push(...grantsOfStandard(binding, existing));
  }
  if (serviceAccount === undefined || bindings.length === 0) {
    for (const role of roles)
      if (!bound.has(role) && !isForUsers(role)) grants.push(...grantsOf(role, undefined, existing));
  }
  return grants;
}

/** A role that a binding grants, with the names of the ServiceAccounts that get it. */
export interface Held {
  readonly role: Manifest;
  readonly accounts: readonly string[];
}

export function heldRoles(manifests: readonly Manifest[]): readonly Held[] {
  const roles = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  const bindings = manifests.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding');
  return bindings.flatMap((binding) =>
    rolesOf(binding, roles).flatMap((role) =>
      withAggregated(role, roles).map((part) => ({ role: part, accounts: subjectsOf(binding) })),
    ),
  );
}

/** A part of the manifests of which it is not known what it grants. */
export interface UnreadPart {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** Bindings of a ServiceAccount to roles that are not here, or to which other roles of the cluster add: what they grant is not known. */
export function foreignRoles(
  manifests: readonly Manifest[],
  serviceAccount: string | undefined,
): readonly UnreadPart[] {
  const roles = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  return manifests.flatMap((binding) => {
    if (binding.kind !== 'RoleBinding' && binding.kind !== 'ClusterRoleBinding') return [];
    const names = subjectsOf(binding);
    if (names.length === 0 || (serviceAccount !== undefined && !names.includes(serviceAccount))) return [];
    const name = roleNameOf(binding);
    if (standardRole(name)?.aggregated === false || rolesOf(binding, roles).length > 0) return [];
    const why =
      standardRole(name) === undefined
        ? `The role ${name} is not in this repository, so what it grants is not known.`
        : `Other roles of a cluster add to the role ${name}, so what else it grants is not known.`;
    return [{ ...placeOf(partAt(binding.part, ['roleRef']) ?? binding.part), why }];
  });
}

/** Rules of the roles that a chart computes, so that what they grant is not known. */
export function unreadRules(manifests: readonly Manifest[]): readonly UnreadPart[] {
  const roles = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  return roles.flatMap(({ part }) => {
    if (part.k === 'map' && part.open !== undefined)
      return [{ ...placeOf(part), why: `What this role grants besides is not known: ${part.open}.` }];
    const rules = partAt(part, ['rules']);
    const parts = [...(rules === undefined ? [] : [rules]), ...itemsAt(part, 'rules')];
    const lists = itemsAt(part, 'rules').flatMap((rule) =>
      ['apiGroups', 'resources', 'verbs'].flatMap((key) => [partAt(rule, [key]) ?? [], itemsAt(rule, key)].flat()),
    );
    return [...parts, ...lists].flatMap((one) => {
      const { state, why } = readPart(one, []);
      return state === 'unknown'
        ? [{ ...placeOf(one), why: `What this grants is not known: ${why ?? 'it only shows when it renders'}.` }]
        : [];
    });
  });
}

/** The file and line of a part, and the `if`s of a chart around it. */
function placeOf(part: Part): { readonly path: string; readonly line: number } {
  const { document, line } = readPart(part, []);
  return { path: document.file.path, line };
}

function conditionsOf({ origin }: Part): readonly string[] {
  return (origin.conditions ?? []).map(({ code }) => code);
}

function roleNameOf({ part }: Manifest): string {
  return textAt(part, 'roleRef', 'name') ?? '';
}

function rolesOf(binding: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  const kind = textAt(binding.part, 'roleRef', 'kind');
  const name = spoken(roleNameOf(binding) || (writtenAt(binding, ['roleRef', 'name']) ?? ''));
  return roles.filter((role) => role.kind === kind && spoken(role.name) === name && nearest(role, binding, roles));
}

/** The names of the ServiceAccounts that a binding is for, also where a User is written as one. */
function subjectsOf({ part }: Manifest): readonly string[] {
  return itemsAt(part, 'subjects').flatMap((subject) => {
    const name = textAt(subject, 'name') ?? '';
    const user = /^system:serviceaccount:[^:]*:([^:]+)$/.exec(name)?.[1];
    return textAt(subject, 'kind') === 'ServiceAccount' ? [name] : user === undefined ? [] : [user];
  });
}

/** A ClusterRole with an `aggregationRule` has the rules of those that carry its labels. */
export function withAggregated(role: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  const selectors = itemsAt(role.part, 'aggregationRule', 'clusterRoleSelectors').map((selector) =>
    labelsOf(selector, 'matchLabels'),
  );
  const parts = roles.filter((other) => {
    const labels = new Map(labelsOf(other.part, 'metadata', 'labels'));
    return (
      other !== role &&
      other.kind === 'ClusterRole' &&
      selectors.some((selector) => selector.length > 0 && selector.every(([key, value]) => labels.get(key) === value))
    );
  });
  return [role, ...parts];
}

function labelsOf(part: Part, ...keys: readonly string[]): readonly (readonly [string, string])[] {
  const found = partAt(part, keys);
  const value = found === undefined ? undefined : plainOf(found);
  return typeof value === 'object' && value !== null
    ? Object.entries(value).map(([key, label]) => [key, String(label)] as const)
    : [];
}

/** When several files hold a role of this name, a binding means the one beside it. */
function nearest(role: Manifest, binding: Manifest, roles: readonly Manifest[]): boolean {
  const same = roles.filter((other) => other.kind === role.kind && other.name === role.name);
  if (same.length === 1) return true;
  const distance = (other: Manifest): number =>
    other.path === binding.path ? 0 : folder(other.path) === folder(binding.path) ? 1 : 2;
  return distance(role) === Math.min(...same.map(distance));
}

function folder(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Roles that people get (`aggregate-to-edit`, `*-viewer-role`) are not the controller's. */
function isForUsers(role: Manifest): boolean {
  return (
    labelsOf(role.part, 'metadata', 'labels').some(([key]) => key.includes('aggregate-to-')) ||
    /(?:viewer|editor|-edit|-view|user)(?:-role)?$/.test(role.name)
  );
}

function grantsOf(role: Manifest, binding: Manifest | undefined, existing: readonly ResourceName[]): readonly Grant[] {
  const where = reachOf(role, binding);
  const around = conditionsOf(role.part);
  return itemsAt(role.part, 'rules').flatMap((rule) => {
    const names = itemsAt(rule, 'resourceNames').map((name) => textAt(name) ?? UNKNOWN_NAME);
    const [groups, resources] = [textsAt(rule, 'apiGroups'), textsAt(rule, 'resources')];
    return itemsAt(rule, 'verbs').flatMap((item) => {
      const verb = textAt(item);
      if (verb === undefined) return [];
      const conditions = conditionsOf(item).filter((condition) => !around.includes(condition));
      const isOff = (item.origin.conditions ?? []).some((one) => one.isOff);
      const place = placeOf(item);
      return resourcesOf(groups, resources, existing).flatMap(({ group, resource, isWildcard }) =>
        verbsOf(verb, resource).map((each) => ({
          group,
          resource,
          verb: each,
          ...where,
          resourceNames: names,
          ...place,
          wildcard: verb === '*' || isWildcard,
          conditions,
          isOff,
          isBound: binding !== undefined,
        })),
      );
    });
  });
}

/** A name that only shows when a chart renders. */
export const UNKNOWN_NAME = '{{ … }}';

function reachOf(role: Manifest | undefined, binding: Manifest | undefined): Pick<Grant, 'scope' | 'namespaces'> {
  const isCluster = binding === undefined ? role?.kind === 'ClusterRole' : binding.kind === 'ClusterRoleBinding';
  const namespace = binding?.namespace ?? role?.namespace;
  if (isCluster) return { scope: 'cluster', namespaces: [] };
  return namespace === undefined || namespace === RELEASE_NAMESPACE || namespace.includes('{{')
    ? { scope: 'own-namespace', namespaces: [] }
    : { scope: 'namespace', namespaces: [namespace] };
}

/** A role that every cluster has stands in no file: its grants are found at the line that binds it. */
function grantsOfStandard(binding: Manifest, existing: readonly ResourceName[]): readonly Grant[] {
  const rules = standardRole(roleNameOf(binding))?.rules ?? [];
  const place = placeOf(partAt(binding.part, ['roleRef']) ?? binding.part);
  return rules.flatMap(({ groups, resources, verbs, names = [] }) =>
    resourcesOf(groups, resources, existing).flatMap(({ group, resource, isWildcard }) =>
      verbs
        .flatMap((verb) => verbsOf(verb, resource))
        .map((verb) => ({
          group,
          resource,
          verb,
          ...reachOf(undefined, binding),
          resourceNames: names,
          ...place,
          wildcard: isWildcard || verbs.includes('*'),
          conditions: [],
          isOff: false,
          isBound: true,
        })),
    ),
  );
}

/** `*` stands for every verb that the API server has for the resource. */
function verbsOf(verb: string, resource: string): readonly string[] {
  if (verb !== '*') return [verb];
  return /\/(?:status|scale|approval|ephemeralcontainers|resize)$/.test(resource) ? ['get', 'update', 'patch'] : VERBS;
}
