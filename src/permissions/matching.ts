// Which grants are for a permission, and whether they are enough for it.
import type { Permission } from '../inference/permission.ts';
import type { Grant } from '../inventory/grants/grants.ts';
import { mayBeSame, type Namespace } from '../inventory/grants/namespaces.ts';
import { groupBy } from '../group-by.ts';
import { namesCovered } from './names.ts';

/** The grants of a verb on a resource, or on all of them, in the order of the roles: there may be many of both. */
export function indexed(grants: readonly Grant[]): (permission: Permission) => readonly Grant[] {
  const keyOf = (verb: string, resource: string): string => `${verb} ${resource}`;
  const places = groupBy(grants.keys(), (at) => keyOf(grants[at]?.verb ?? '', grants[at]?.resource ?? ''));
  return ({ verb, resource }) =>
    [...(places.get(keyOf(verb, resource)) ?? []), ...(places.get(keyOf(verb, '*')) ?? [])]
      .sort((one, other) => one - other)
      .flatMap((at) => grants[at] ?? []);
}

export function isSame(grant: Grant, permission: Permission): boolean {
  return (
    grant.verb === permission.verb &&
    (grant.group === permission.group || grant.group === '*') &&
    (grant.resource === permission.resource || grant.resource === '*')
  );
}

export function covers(grant: Grant, permission: Permission): boolean {
  return isSame(grant, permission) && grant.resourceNames.length === 0;
}

/** Whether a role limits a verb to names that the program may request: names in its source, or names given from outside. */
export function isForNames(grants: readonly Grant[], permission: Permission, given: ReadonlySet<string>): boolean {
  return grants.every((grant) => isLimited(grant, permission)) && namesCovered(permission, grants, given) === 'yes';
}

export function isLimited(grant: Grant, permission: Permission): boolean {
  return isSame(grant, permission) && grant.resourceNames.length > 0;
}

/** Whether a grant is of any use to a permission; one of several names is enough. */
export function isUse(grant: Grant, permission: Permission): boolean {
  if (!isSame(grant, permission)) return false;
  return (
    grant.resourceNames.length === 0 ||
    permission.resourceNames.length === 0 ||
    permission.resourceNames.some((name) => grant.resourceNames.includes(name))
  );
}

export function reaches(grant: Grant, permission: Permission, home: readonly Namespace[]): boolean {
  if (grant.scope === 'cluster') return true;
  if (permission.scope === 'cluster') return false;
  if (permission.scope === 'own-namespace')
    return (
      grant.namespaces.length === 0 ||
      home.length === 0 ||
      grant.namespaces.some((namespace) => home.some((own) => mayBeSame(own, namespace)))
    );
  if (permission.namespaces.length === 0 || grant.namespaces.length === 0) return true;
  return permission.namespaces.some((namespace) => grant.namespaces.includes(namespace));
}
