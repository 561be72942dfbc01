// The grants of the manifests to each ServiceAccount: roles through their bindings, one grant for each group, resource
// and verb.

import type { Scope } from '../../kubernetes/scope.ts';
import { standardRole } from '../../kubernetes/standard-roles.ts';
import type { Manifest } from '../manifests.ts';
import { itemsAt, partAt, textAt, textsAt, type Part } from '../part.ts';
import { once } from '../../once.ts';
import { own } from '../../table.ts';
import {
  accountsOf,
  bindingsIn,
  heldAccounts,
  labelsOf,
  roleNameOf,
  rolesIn,
  rolesOf,
  withAggregated,
} from './bindings.ts';
import { isOpen } from './namespaces.ts';
import { resourcesOf, type ResourceName } from './resources.ts';
import { isTooMuch, mostGrants, placeOf } from './unread.ts';

export interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: Scope;
  readonly namespaces: readonly string[];
  readonly resourceNames: readonly string[];
  readonly path: string;
  readonly line: number;
  /** How the rule writes it when it is a wildcard, such as `*`. */
  readonly wildcard: boolean;
  /** The `if`s of a chart's template around the verb in its role. */
  readonly conditions: readonly string[];
  /** Whether only other values than the default ones of its chart render it. */
  readonly isOff: boolean;
  /** Whether a binding here grants it. */
  readonly isBound: boolean;
}

const VERBS: readonly string[] = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** The grants of one ServiceAccount; without a name, those of every role, bound or not. */
export function grantsFor(
  manifests: readonly Manifest[],
  serviceAccount: string | undefined,
  existing: readonly ResourceName[],
): readonly Grant[] {
  return grantedUpTo(manifests, serviceAccount, existing).grants;
}

export interface GrantedUpTo {
  readonly grants: readonly Grant[];
  /** The first role that was not read, because all of them together grant more than can be compared. */
  readonly end: Manifest | undefined;
}

/** The same, and the role at which they end. */
export function grantedUpTo(
  manifests: readonly Manifest[],
  serviceAccount: string | undefined,
  existing: readonly ResourceName[],
): GrantedUpTo {
  const roles = rolesIn(manifests);
  const bindings = bindingsIn(manifests);
  const grants: Grant[] = [];
  const bound = new Set<Manifest>();
  let end: Manifest | undefined;
  let count = 0;
  const take = (role: Manifest, more: () => readonly Grant[]): void => {
    const taken = end === undefined ? more() : [];
    count += taken.reduce((sum, { resourceNames }) => sum + 1 + resourceNames.length, 0);
    if (count > mostGrants) end ??= role;
    else for (const grant of taken) grants.push(grant);
  };
  for (const binding of bindings) {
    const names = accountsOf(binding, manifests);
    const isMine = serviceAccount === undefined || names.includes(serviceAccount);
    const found = rolesOf(binding, roles);
    for (const candidate of found) {
      bound.add(candidate);
      for (const part of isMine ? withAggregated(candidate, roles) : [])
        take(part, () => grantsOf(part, binding, existing));
    }
    if (found.length === 0 && isMine && names.length > 0) take(binding, () => grantsOfStandard(binding, existing));
  }
  if (serviceAccount === undefined || bindings.length === 0) {
    for (const role of roles)
      if (!bound.has(role) && !isForUsers(role)) take(role, () => grantsOf(role, undefined, existing));
  }
  return { grants, end };
}

/** The grants of accounts with this name that run nothing here, because their namespace is another. */
export function grantsAstray(
  manifests: readonly Manifest[],
  account: string,
  existing: readonly ResourceName[],
): readonly Grant[] {
  const astray = [...heldAccounts(manifests)].filter((name) => name.endsWith(`/${account}`));
  return astray.flatMap((name) => grantsFor(manifests, name, existing));
}

function conditionsOf({ origin }: Part): readonly string[] {
  return (origin.conditions ?? []).map(({ code }) => code);
}

/** Roles for people (`aggregate-to-edit`, `*-viewer-role`) are not the controller's. */
function isForUsers(role: Manifest): boolean {
  return (
    Object.keys(labelsOf(role)).some((key) => key.includes('aggregate-to-')) ||
    /(?:viewer|editor|-edit|-view|user)(?:-role)?$/.test(role.name)
  );
}

/** Cached, because each account needs the grants of the same role by the same binding. */
function grantsOf(role: Manifest, binding: Manifest | undefined, existing: readonly ResourceName[]): readonly Grant[] {
  const known = grantsAmong(existing);
  const ofRole = known.get(role) ?? new Map<Manifest | undefined, readonly Grant[]>();
  const grants = ofRole.get(binding) ?? grantsAnew(role, binding, existing);
  known.set(role, ofRole.set(binding, grants));
  return grants;
}

const grantsAmong = once(
  (_existing: readonly ResourceName[]) => new WeakMap<Manifest, Map<Manifest | undefined, readonly Grant[]>>(),
);

function grantsAnew(
  role: Manifest,
  binding: Manifest | undefined,
  existing: readonly ResourceName[],
): readonly Grant[] {
  const where = reachOf(role, binding);
  const around = conditionsOf(role.part);
  return itemsAt(role.part, 'rules').flatMap((rule) => {
    const names = itemsAt(rule, 'resourceNames').map((name) => textAt(name) ?? UNKNOWN_NAME);
    if (isTooMuch(rule)) return [];
    const all = resourcesOf(textsAt(rule, 'apiGroups'), textsAt(rule, 'resources'), existing);
    return itemsAt(rule, 'verbs').flatMap((item) => {
      const verb = textAt(item);
      if (verb === undefined) return [];
      const conditions = conditionsOf(item).filter((condition) => !around.includes(condition));
      const isOff = (item.origin.conditions ?? []).some((one) => one.isOff);
      const place = placeOf(item);
      return all.flatMap(({ group, resource, isWildcard }) =>
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

/** A name that is only known when a chart is rendered. */
export const UNKNOWN_NAME = '{{ … }}';

function reachOf(role: Manifest | undefined, binding: Manifest | undefined): Pick<Grant, 'scope' | 'namespaces'> {
  const isCluster = binding === undefined ? role?.kind === 'ClusterRole' : binding.kind === 'ClusterRoleBinding';
  const namespace = binding?.namespace ?? role?.namespace;
  if (isCluster) return { scope: 'cluster', namespaces: [] };
  return namespace === undefined || isOpen(namespace)
    ? { scope: 'own-namespace', namespaces: [] }
    : { scope: 'namespace', namespaces: [namespace] };
}

/** A role that every cluster has is in no file: its grants have the line of the binding. */
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
  if (/\/(?:status|scale|approval|ephemeralcontainers|resize)$/.test(resource)) return ['get', 'update', 'patch'];
  return [...VERBS, ...(own(furtherVerbs, resource) ?? [])];
}

/**
 * Verbs that only some resources have, and that are not the verb of any request.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#request-verb-authorization
 */
const furtherVerbs: Readonly<Record<string, readonly string[]>> = {
  roles: ['bind', 'escalate'],
  clusterroles: ['bind', 'escalate'],
  serviceaccounts: ['impersonate'],
  users: ['impersonate'],
  groups: ['impersonate'],
  signers: ['approve', 'attest', 'sign'],
};
