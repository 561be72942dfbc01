// What the manifests grant to each ServiceAccount: roles through their bindings, one grant for each group, resource and verb.

import type { Scope } from '../../inference/permissions.ts';
import { standardRole } from '../../kubernetes/standard-roles.ts';
import { isPlaceholder } from '../helm/lines.ts';
import { resourcesOf, type ResourceName } from './resources.ts';
import { listAt, type Manifest, nodeAt, pairsOf, textAt, textsAt } from './read-manifests.ts';

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

/** Bindings of a ServiceAccount to roles that are not here: what they grant is not known. */
export function foreignRoles(
  manifests: readonly Manifest[],
  serviceAccount: string | undefined,
): readonly { readonly name: string; readonly path: string; readonly line: number }[] {
  return manifests.flatMap((binding) => {
    if (binding.kind !== 'RoleBinding' && binding.kind !== 'ClusterRoleBinding') return [];
    const names = subjectsOf(binding);
    if (names.length === 0 || (serviceAccount !== undefined && !names.includes(serviceAccount))) return [];
    const role = nodeAt(binding.node, 'roleRef');
    const [kind, name] = [textAt(role, 'kind'), textAt(role, 'name') ?? ''];
    if (isWhole(name) || manifests.some((other) => other.kind === kind && other.name === name)) return [];
    const { path, line } = binding.placeOf(role);
    return [{ name, path, line }];
  });
}

function rolesOf(binding: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  const reference = nodeAt(binding.node, 'roleRef');
  return roles.filter(
    (role) =>
      role.kind === textAt(reference, 'kind') &&
      role.name === textAt(reference, 'name') &&
      nearest(role, binding, roles),
  );
}

/** The names of the ServiceAccounts that a binding is for. */
function subjectsOf(binding: Manifest): readonly string[] {
  return listAt(binding.node, 'subjects').flatMap((subject) =>
    textAt(subject, 'kind') === 'ServiceAccount' ? [textAt(subject, 'name') ?? ''] : [],
  );
}

/** A ClusterRole with an `aggregationRule` has the rules of those that carry its labels. */
function withAggregated(role: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  const selectors = listAt(nodeAt(role.node, 'aggregationRule'), 'clusterRoleSelectors').map((selector) =>
    pairsOf(nodeAt(selector, 'matchLabels')),
  );
  const parts = roles.filter((other) => {
    const labels = new Map(pairsOf(nodeAt(other.node, 'metadata', 'labels')));
    return (
      other !== role &&
      other.kind === 'ClusterRole' &&
      selectors.some((selector) => selector.length > 0 && selector.every(([key, value]) => labels.get(key) === value))
    );
  });
  return [role, ...parts];
}

/** When several files hold a role of this name (a chart and plain YAML), a binding means the one beside it. */
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
  const labels = nodeAt(role.node, 'metadata', 'labels');
  return /aggregate-to-/.test(String(labels ?? '')) || /(?:viewer|editor|-edit|-view|user)(?:-role)?$/.test(role.name);
}

function grantsOf(role: Manifest, binding: Manifest | undefined, existing: readonly ResourceName[]): readonly Grant[] {
  const where = reachOf(role, binding);
  const around = role.placeOf(role.node).conditions;
  return listAt(role.node, 'rules').flatMap((rule) => {
    const names = textsAt(rule, 'resourceNames').map(({ text }) => text);
    const groups = textsAt(rule, 'apiGroups').map(({ text }) => text);
    const resources = textsAt(rule, 'resources').map(({ text }) => text);
    return textsAt(rule, 'verbs').flatMap((verb) => {
      const { path, line, conditions } = role.placeOf(verb.node);
      return resourcesOf(groups, resources, existing).flatMap(({ group, resource, isWildcard }) =>
        verbsOf(verb.text, resource).map((each) => ({
          group,
          resource,
          verb: each,
          ...where,
          resourceNames: names,
          path,
          line,
          wildcard: verb.text === '*' || isWildcard,
          conditions: conditions.filter((condition) => !around.includes(condition)),
        })),
      );
    });
  });
}

function reachOf(role: Manifest | undefined, binding: Manifest | undefined): Pick<Grant, 'scope' | 'namespaces'> {
  const isCluster = binding === undefined ? role?.kind === 'ClusterRole' : binding.kind === 'ClusterRoleBinding';
  const namespace = binding?.namespace ?? role?.namespace;
  if (isCluster) return { scope: 'cluster', namespaces: [] };
  return namespace === undefined || isPlaceholder(namespace)
    ? { scope: 'own-namespace', namespaces: [] }
    : { scope: 'namespace', namespaces: [namespace] };
}

/** Other roles add to `admin`, `edit` and `view`: what they grant is not known. */
function isWhole(name: string): boolean {
  return standardRole(name)?.aggregated === false;
}

/** A role that every cluster has stands in no file: its grants are found at the line that binds it. */
function grantsOfStandard(binding: Manifest, existing: readonly ResourceName[]): readonly Grant[] {
  const reference = nodeAt(binding.node, 'roleRef');
  const name = textAt(reference, 'name') ?? '';
  const rules = isWhole(name) ? (standardRole(name)?.rules ?? []) : [];
  const { path, line } = binding.placeOf(reference);
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
          path,
          line,
          wildcard: isWildcard || verbs.includes('*'),
          conditions: [],
        })),
    ),
  );
}

/** `*` stands for every verb that the API server has for the resource. */
function verbsOf(verb: string, resource: string): readonly string[] {
  if (verb !== '*') return [verb];
  return /\/(?:status|scale|approval|ephemeralcontainers|resize)$/.test(resource) ? ['get', 'update', 'patch'] : VERBS;
}
