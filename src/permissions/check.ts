// Compares what the code needs with what the manifests grant, permission by permission.

import { groupBy } from '../group-by.ts';
import type { Binary, Inference } from '../inference/infer.ts';
import { isPlaceholder } from '../inventory/helm/lines.ts';
import { declaredKinds } from '../inventory/grants/crds.ts';
import { foreignRoles, type Grant, grantsFor } from '../inventory/grants/grants.ts';
import { type Manifest, readManifests, type UnreadPart } from '../inventory/grants/read-manifests.ts';
import type { ResourceName } from '../inventory/grants/resources.ts';
import { type Installation, installations, serviceAccounts } from '../inventory/grants/service-accounts.ts';
import { isEnforced } from '../inference/enforcement.ts';
import type { Permission } from '../inference/permissions.ts';
import { type Severity, severityOf } from '../kubernetes/privileges.ts';
import type { Files } from '../inference/workspace.ts';

export interface Missing extends Permission {
  readonly binary: string;
  /** The first line that needs it. */
  readonly path: string;
  readonly line: number;
  /** What the manifests do grant of it, when that is not enough. */
  readonly note: string | null;
}

export interface Excess extends Grant {
  readonly severity: Severity;
  readonly why: string;
}

export interface Check {
  readonly missing: readonly Missing[];
  /** What no role grants and only a cluster asks that runs OwnerReferencesPermissionEnforcement. */
  readonly enforced: readonly Missing[];
  readonly excess: readonly Excess[];
  readonly unknown: readonly UnreadPart[];
}

export interface CheckedInference {
  /** The ServiceAccount of each binary, where the workloads tell. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly check: Check;
}

/** What a report shows: the comparison only when it was asked for. */
export interface Reported {
  readonly accounts: ReadonlyMap<string, string>;
  readonly check: Check | undefined;
}

/** What is missing breaks the program, what is in excess waits for an attacker; binaries that share a ServiceAccount are taken together. */
export function checkManifests(files: Files, inference: Inference): CheckedInference {
  const { manifests, unread } = readManifests(files);
  const accounts = serviceAccounts(manifests, inference.binaries);
  const asking = inference.binaries.filter(({ permissions }) => permissions.length > 0);
  const existing = [
    ...asking.flatMap(({ permissions }) => permissions),
    ...[...declaredKinds(files).values()].map(({ group, plural }) => ({ group, resource: plural })),
  ];
  const unknown: UnreadPart[] = [...unread];
  const missing: Missing[] = [];
  const enforced: Missing[] = [];
  const excess: Excess[] = [];
  const told = installations(manifests, inference.binaries).flatMap((each) => partiesOf(each, asking, existing));
  const parties =
    told.length > 0 ? told : asking.length > 0 ? [{ manifests, account: undefined, binaries: asking }] : [];
  for (const binary of asking.filter((each) => !parties.some(({ binaries }) => binaries.includes(each)))) {
    unknown.push({
      path: binary.path,
      line: 1,
      why: `No workload of the manifests can be told to run ${binary.name}, so what it is granted is not known.`,
    });
  }
  for (const { manifests: own, account, binaries } of parties) {
    const grants = grantsFor(own, account, existing);
    const result = compare(binaries, grants);
    const elsewhere = foreignRoles(own, account);
    unknown.push(
      ...elsewhere.map(({ name, path, line }) => ({
        path,
        line,
        why: `The role ${name} is not in this repository, so what it grants is not known.`,
      })),
    );
    if (elsewhere.length === 0) enforced.push(...result.enforced);
    if (elsewhere.length === 0) missing.push(...result.missing);
    else
      unknown.push(
        ...result.missing.map((each) => ({
          path: each.path,
          line: each.line,
          why: `\`${each.verb}\` on ${nameOf(each)} is granted by no role in this repository; whether a role from elsewhere grants it is not known.`,
        })),
      );
    excess.push(...result.excess);
    unknown.push(...result.unknown, ...(result.excess.length > 0 ? writtenRoles(binaries, grants) : []));
  }
  // A program with code that was not understood may need what looks like too much; say so rather than be sure.
  return {
    accounts,
    check: { missing: distinct(missing), enforced: distinct(enforced), excess: sorted(excess), unknown },
  };
}

interface Party {
  readonly manifests: readonly Manifest[];
  /** Undefined where workloads do not tell: then all roles count. */
  readonly account: string | undefined;
  readonly binaries: readonly Binary[];
}

/** The binaries of one installation by their ServiceAccounts; none when it grants nothing to any of them. */
function partiesOf(
  { manifests, accounts }: Installation,
  asking: readonly Binary[],
  existing: readonly ResourceName[],
): readonly Party[] {
  const parties = [
    ...groupBy(
      asking.filter(({ name }) => accounts.has(name)),
      ({ name }) => accounts.get(name),
    ),
  ].map(([account, binaries]) => ({ manifests, account, binaries }));
  return parties.some(({ account }) => grantsFor(manifests, account, existing).length > 0) ? parties : [];
}

/** What several installations lack is missing once. */
function distinct(missing: readonly Missing[]): readonly Missing[] {
  return [
    ...new Map(
      missing.map((each) => [
        `${each.binary} ${each.group}/${each.resource} ${each.verb} ${each.path}:${each.line}`,
        each,
      ]),
    ).values(),
  ];
}

function compare(binaries: readonly Binary[], grants: readonly Grant[]): Check {
  const missing: Missing[] = [];
  const enforced: Missing[] = [];
  const unknown: UnreadPart[] = [];
  for (const binary of binaries) {
    for (const permission of binary.permissions) {
      if (permission.condition !== null && !isEnforced(permission.condition)) continue;
      const place = permission.evidence[0] ?? { path: binary.path, line: 1 };
      const same = grants.filter((grant) => covers(grant, permission));
      if (same.some((grant) => reaches(grant, permission))) continue;
      if (permission.condition !== null) {
        if (same.length === 0) enforced.push({ ...permission, binary: binary.name, ...place, note: null });
        continue;
      }
      const named = grants.find((grant) => isSame(grant, permission) && grant.resourceNames.some(isPlaceholder));
      if (named !== undefined && same.length === 0) {
        unknown.push({
          path: place.path,
          line: place.line,
          why: `\`${permission.verb}\` on ${nameOf(permission)} is granted for a name that only Helm knows (${where([named])}).`,
        });
        continue;
      }
      const base = { ...permission, binary: binary.name, path: place.path, line: place.line };
      if (same.length === 0) missing.push({ ...base, note: noteOf(grants, permission) });
      else if (['list', 'watch', 'deletecollection'].includes(permission.verb))
        missing.push({
          ...base,
          note: `It is granted in namespaces (${where(same)}), and the code asks for all of them at once.`,
        });
      else
        unknown.push({
          path: place.path,
          line: place.line,
          why: `\`${permission.verb}\` on ${nameOf(permission)} is granted in some namespaces (${where(same)}); whether the code stays in them is not known.`,
        });
    }
  }
  const all = binaries.flatMap(({ permissions }) => permissions);
  const excess = grants
    .filter((grant) => !all.some((permission) => isUse(grant, permission)))
    .map((grant) => ({ ...grant, ...severityOf(grant) }));
  return { missing, enforced, excess, unknown };
}

/** The API server lets nobody grant what they do not hold: then what looks like too much may have to be there. */
function writtenRoles(binaries: readonly Binary[], grants: readonly Grant[]): readonly UnreadPart[] {
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
    why: 'What the roles grant that are written or bound here, the program must hold itself: some of it may look like too much.',
  }));
}

function where(grants: readonly Grant[]): string {
  return [...new Set(grants.map(({ path, line }) => `${path}:${line}`))].slice(0, 3).join(', ');
}

function isSame(grant: Grant, permission: Permission): boolean {
  return (
    grant.verb === permission.verb &&
    (grant.group === permission.group || grant.group === '*') &&
    (grant.resource === permission.resource || grant.resource === '*')
  );
}

function covers(grant: Grant, permission: Permission): boolean {
  if (!isSame(grant, permission)) return false;
  return (
    grant.resourceNames.length === 0 ||
    (permission.resourceNames.length > 0 &&
      permission.resourceNames.every((name) => grant.resourceNames.includes(name)))
  );
}

/** Whether a grant is of any use to a permission; one name of many is. */
function isUse(grant: Grant, permission: Permission): boolean {
  if (!isSame(grant, permission)) return false;
  return (
    grant.resourceNames.length === 0 ||
    permission.resourceNames.length === 0 ||
    permission.resourceNames.some((name) => grant.resourceNames.includes(name))
  );
}

function reaches(grant: Grant, permission: Permission): boolean {
  if (grant.scope === 'cluster') return true;
  if (permission.scope === 'cluster') return false;
  if (permission.scope === 'own-namespace' || permission.namespaces.length === 0 || grant.namespaces.length === 0)
    return true;
  return permission.namespaces.some((namespace) => grant.namespaces.includes(namespace));
}

function noteOf(grants: readonly Grant[], permission: Permission): string | null {
  const named = grants.find((grant) => isSame(grant, permission));
  if (named !== undefined)
    return `It is granted only for ${named.resourceNames.join(', ')} (${named.path}:${named.line}).`;
  const other = grants.find(
    (grant) =>
      grant.resource === permission.resource && grant.verb === permission.verb && grant.group !== permission.group,
  );
  return other === undefined
    ? null
    : `It is granted in the group "${other.group}" instead (${other.path}:${other.line}).`;
}

/** The conditions of a chart's template under which a grant is rendered, or null. */
export function conditionOf(conditions: readonly string[]): string | null {
  return conditions.length === 0 ? null : [...new Set(conditions)].join(', ');
}

export function nameOf({ group, resource }: { readonly group: string; readonly resource: string }): string {
  return group === '' ? resource : `${group}/${resource}`;
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

function sorted(excess: readonly Excess[]): readonly Excess[] {
  const unique = [
    ...new Map(
      excess.map((each) => [`${each.path} ${each.line} ${each.group} ${each.resource} ${each.verb}`, each]),
    ).values(),
  ];
  return unique.sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1),
  );
}
