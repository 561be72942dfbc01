// Compares the permissions that programs need with those of one ServiceAccount, one by one.
import type { Binary } from '../inference/infer.ts';
import { isEnforced } from '../inference/enforcement.ts';
import type { Permission } from '../inference/permissions.ts';
import { type Grant, UNKNOWN_NAME } from '../inventory/grants/grants.ts';
import { mayBeSame, type Namespace } from '../inventory/grants/namespaces.ts';
import type { UnreadPart } from '../inventory/grants/unread.ts';
import { severityOf } from '../kubernetes/privileges.ts';
import { groupBy } from '../group-by.ts';
import { once } from '../once.ts';
import type { Check, Excess, Missing } from './check.ts';
import { namesCovered } from './names.ts';

/** The permissions of one ServiceAccount. */
export interface Granted {
  readonly grants: readonly Grant[];
  /** The permissions that other values of a chart than the default ones grant as well. */
  readonly optional: readonly Grant[];
  /** The permissions of accounts with its name in namespaces where its Pods do not run. */
  readonly astray: readonly Grant[];
  /** The namespaces of its Pods; none if no workload names them. */
  readonly home: readonly Namespace[];
  /** The values of the variables and the arguments of its Pods. */
  readonly given: ReadonlySet<string>;
}

/**
 * The permissions that programs need and those of their ServiceAccount, one by one.
 *
 * @param unplaced programs whose account no workload names: their needs are no excess
 */
export function compare(binaries: readonly Binary[], granted: Granted, unplaced: readonly Binary[]): Compared {
  const { grants, optional, home, given } = granted;
  const missing: Missing[] = [];
  const enforced: Missing[] = [];
  const unknown: UnreadPart[] = [];
  const grantsOf = indexed(grants);
  const offered = indexed(optional);
  for (const binary of binaries) {
    for (const permission of binary.permissions) {
      if (permission.condition !== null && !isEnforced(permission.condition)) continue;
      const place = permission.evidence[0] ?? { path: binary.path, line: 1 };
      const alike = grantsOf(permission);
      const same = alike.filter((grant) => covers(grant, permission) || isForNames([grant], permission, given));
      if (same.some((grant) => reaches(grant, permission, home))) continue;
      const limited = alike.filter((grant) => isLimited(grant, permission) && reaches(grant, permission, home));
      const some = same.length > 0 ? 'no' : namesCovered(permission, limited, given);
      if (some === 'yes') continue;
      if (permission.condition !== null) {
        if (same.length === 0) enforced.push({ ...permission, binary: binary.name, ...place, note: null });
        continue;
      }
      const named = alike.find((grant) => isSame(grant, permission) && grant.resourceNames.includes(UNKNOWN_NAME));
      if (named !== undefined && same.length === 0) {
        unknown.push({
          path: place.path,
          line: place.line,
          why: `\`${permission.verb}\` on ${nameOf(permission)} is granted for a name that only Helm knows (${where([named])}).`,
        });
        continue;
      }
      if (some === 'perhaps') {
        unknown.push({
          path: place.path,
          line: place.line,
          why: `\`${permission.verb}\` on ${nameOf(permission)} is granted only for ${namesOf(limited)} (${where(limited)}); it is not known whether the name that is built here is one of them.`,
        });
        continue;
      }
      const off = offered(permission).find(
        (grant) =>
          grant.isOff &&
          (covers(grant, permission) || isForNames([grant], permission, given)) &&
          reaches(grant, permission, home),
      );
      if (off !== undefined && same.length === 0) {
        unknown.push({
          path: place.path,
          line: place.line,
          why: `\`${permission.verb}\` on ${nameOf(permission)} is granted only if ${conditionOf(off.conditions) ?? 'other values are set'} (${where([off])}), which the default values of the chart do not set.`,
          isOff: true,
        });
        continue;
      }
      const base = { ...permission, binary: binary.name, path: place.path, line: place.line };
      if (same.length === 0) missing.push({ ...base, note: noteOf(granted, permission) });
      else if (permission.scope === 'own-namespace')
        missing.push({ ...base, note: `It is granted in ${namespacesOf(same)} (${where(same)}), ${runsIn(home)}.` });
      else if (['list', 'watch', 'deletecollection'].includes(permission.verb))
        missing.push({
          ...base,
          note: `It is granted in namespaces (${where(same)}), but the code makes one request for all namespaces.`,
        });
      else
        unknown.push({
          path: place.path,
          line: place.line,
          why: `\`${permission.verb}\` on ${nameOf(permission)} is granted in some namespaces (${where(same)}); it is not known whether the code stays in them.`,
        });
    }
  }
  const byVerb = groupBy(
    [...binaries, ...unplaced].flatMap(({ permissions }) => permissions),
    ({ verb }) => verb,
  );
  const byResource = new Map([...byVerb].map(([verb, ones]) => [verb, groupBy(ones, ({ resource }) => resource)]));
  const isUsed = (grant: Grant): boolean => {
    const asked = grant.resource === '*' ? byVerb.get(grant.verb) : byResource.get(grant.verb)?.get(grant.resource);
    return asked?.some((permission) => isUse(grant, permission)) === true;
  };
  const held = [...grants, ...optional.filter(({ isOff }) => isOff)];
  // If other roles are bound here, an unbound role is for others to bind.
  const anyBound = grants.some(({ isBound }) => isBound);
  const excess = held
    .filter((grant) => !isUsed(grant) && (grant.isBound || !anyBound))
    .map((grant) => ({ ...grant, ...severity(grant) }));
  return { missing, enforced, excess, unknown, used: held.filter(isUsed) };
}

/** Accounts that share a role share its grants. */
const severity = once((grant: Grant) => severityOf(grant));

interface Compared extends Omit<Check, 'excess'> {
  readonly excess: readonly Omit<Excess, 'doubt'>[];
  /** The grants that a permission uses. */
  readonly used: readonly Grant[];
}

/** The API server lets nobody grant more than they hold, so an apparent excess may be necessary. */
export function writtenRoles(binaries: readonly Binary[], grants: readonly Grant[]): readonly UnreadPart[] {
  const needed = binaries.flatMap(({ permissions }) =>
    permissions.filter(
      (each) =>
        ['escalate', 'bind'].includes(each.verb) &&
        !grants.some(({ group, verb }) => group === each.group && verb === each.verb),
    ),
  );
  const places = new Map(
    needed.flatMap(({ evidence }) => evidence).map((place) => [`${place.path}:${place.line}`, place]),
  );
  return [...places.values()].map(({ path, line }) => ({
    path,
    line,
    why: 'The program must itself hold the permissions of the roles that it writes or binds here: some of them may look unused.',
  }));
}

function where(grants: readonly Grant[]): string {
  return [...new Set(grants.map(({ path, line }) => `${path}:${line}`))].slice(0, 3).join(', ');
}

/** The grants of a verb on a resource, or on all of them, in the order of the roles: there may be many of both. */
function indexed(grants: readonly Grant[]): (permission: Permission) => readonly Grant[] {
  const keyOf = (verb: string, resource: string): string => `${verb} ${resource}`;
  const places = groupBy(grants.keys(), (at) => keyOf(grants[at]?.verb ?? '', grants[at]?.resource ?? ''));
  return ({ verb, resource }) =>
    [...(places.get(keyOf(verb, resource)) ?? []), ...(places.get(keyOf(verb, '*')) ?? [])]
      .sort((one, other) => one - other)
      .flatMap((at) => grants[at] ?? []);
}

function isSame(grant: Grant, permission: Permission): boolean {
  return (
    grant.verb === permission.verb &&
    (grant.group === permission.group || grant.group === '*') &&
    (grant.resource === permission.resource || grant.resource === '*')
  );
}

function covers(grant: Grant, permission: Permission): boolean {
  return isSame(grant, permission) && grant.resourceNames.length === 0;
}

/** Whether a role limits a verb to names that the program may request: names in its source, or names given from outside. */
function isForNames(grants: readonly Grant[], permission: Permission, given: ReadonlySet<string>): boolean {
  return grants.every((grant) => isLimited(grant, permission)) && namesCovered(permission, grants, given) === 'yes';
}

function isLimited(grant: Grant, permission: Permission): boolean {
  return isSame(grant, permission) && grant.resourceNames.length > 0;
}

/** Whether a grant is of any use to a permission; one of several names is enough. */
function isUse(grant: Grant, permission: Permission): boolean {
  if (!isSame(grant, permission)) return false;
  return (
    grant.resourceNames.length === 0 ||
    permission.resourceNames.length === 0 ||
    permission.resourceNames.some((name) => grant.resourceNames.includes(name))
  );
}

function reaches(grant: Grant, permission: Permission, home: readonly Namespace[]): boolean {
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

function noteOf({ grants, astray, home }: Granted, permission: Permission): string | null {
  const lost = astray.filter((grant) => covers(grant, permission) || isForNames([grant], permission, new Set()));
  if (lost.length > 0) return `It is granted to an account of another namespace (${where(lost)}), ${runsIn(home)}.`;
  const named = grants.filter((grant) => isSame(grant, permission));
  if (named.length > 0) return `It is granted only for ${namesOf(named)} (${where(named)}).`;
  const other = grants.find(
    (grant) =>
      grant.resource === permission.resource && grant.verb === permission.verb && grant.group !== permission.group,
  );
  return other === undefined
    ? null
    : `It is granted in the group "${other.group}" instead (${other.path}:${other.line}).`;
}

function namesOf(grants: readonly Grant[]): string {
  return [...new Set(grants.flatMap(({ resourceNames }) => resourceNames))].join(', ');
}

function runsIn(home: readonly Namespace[]): string {
  return `and the Pod runs in ${[...new Set(home)].join(', ')}`;
}

function namespacesOf(grants: readonly Grant[]): string {
  return [...new Set(grants.flatMap(({ namespaces }) => namespaces))].join(', ');
}

/** The conditions in a chart's template under which Helm renders a grant, or null. */
export function conditionOf(conditions: readonly string[]): string | null {
  return conditions.length === 0 ? null : [...new Set(conditions)].join(', ');
}

export function nameOf({ group, resource }: { readonly group: string; readonly resource: string }): string {
  return group === '' ? resource : `${group}/${resource}`;
}
