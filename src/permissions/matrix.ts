// For each ServiceAccount, the permissions that its programs need, those that it has, and the recorded requests, as rows for people.
import { groupBy } from '../group-by.ts';
import type { Permission } from '../inference/permission.ts';
import type { Severity } from '../kubernetes/privileges.ts';
import { checkManifests, type Excess, type JudgedParty, type Used } from './check.ts';
import { nameOf } from './words.ts';
import type { InferredRepository } from './infer-repository.ts';
import { sorted } from './order.ts';
import type { Observations, Observed } from './observed/observations.ts';
import { usersNamed } from './observed/witness.ts';

/** The joint statement of the witnesses about a permission, the worst first. */
export const VERDICTS = ['missing', 'observed-only', 'unused', 'not-inferred', 'unknown', 'exact'] as const;
export type MatrixVerdict = (typeof VERDICTS)[number];

export interface AccountMatrix {
  /** Undefined if the workloads do not show which account has which role; then all roles form one block. */
  readonly account: string | undefined;
  readonly programs: readonly string[];
  /** The clients of that name that made requests; undefined without logs. */
  readonly users: readonly string[] | undefined;
  /** The worst first. */
  readonly rows: readonly MatrixRow[];
}

/** The verbs of one resource with the same state. */
export interface MatrixRow {
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly verdict: MatrixVerdict;
  /** For grants that are not needed. */
  readonly severity: Severity | undefined;
  /** A remark: why it is not enough, or may be needed anyway. */
  readonly note: string | undefined;
  readonly needed: Side | undefined;
  readonly granted: Side | undefined;
  readonly observed: readonly Observed[];
}

export interface Side {
  /** `path:line` of each. */
  readonly places: readonly string[];
  /** The namespaces in the cluster, and the names of the objects. */
  readonly reach: string;
}

/**
 * The comparison of `rbac --check` by ServiceAccount; an account that several installations have appears once.
 *
 * @param observations the requests in audit logs, if there are any
 */
export function matrixOf(inferred: InferredRepository, observations?: Observations): readonly AccountMatrix[] {
  const parties = checkManifests(inferred).parties;
  return [...groupBy(parties, ({ account }) => account ?? '')].map(([name, same]) => {
    const account = name === '' ? undefined : name;
    const users =
      observations === undefined ? undefined : account === undefined ? [] : usersNamed(observations.users(), account);
    const observed = observations?.of(users ?? []) ?? [];
    return {
      account,
      programs: [...new Set(same.flatMap(({ binaries }) => binaries.map((binary) => binary.name)))],
      users,
      rows: together(cellsOf(same, observed)),
    };
  });
}

/** One permission: a row before the rows of a resource are joined. */
interface Cell extends Omit<MatrixRow, 'verbs' | 'observed'> {
  readonly verb: string;
  readonly observed: Observed | undefined;
}

function cellsOf(parties: readonly JudgedParty[], observed: readonly Observed[]): readonly Cell[] {
  const needs = groupBy(
    parties.flatMap(({ binaries }) => binaries.flatMap(({ permissions }) => permissions)),
    keyOf,
  );
  const used = groupBy(
    parties.flatMap((party) => party.used),
    keyOf,
  );
  const excess = groupBy(sorted(parties.flatMap((party) => party.excess)), keyOf);
  const missing = new Map(parties.flatMap((party) => party.missing.map((one) => [keyOf(one), one.note] as const)));
  const undecided = new Map(parties.flatMap((party) => party.undecided.map((one) => [keyOf(one), one.note] as const)));
  const asked = new Map(observed.map((one) => [keyOf(one), one]));
  const keys = new Set([...needs.keys(), ...used.keys(), ...asked.keys()]);
  return [
    ...[...keys].flatMap((key) => {
      if (!needs.has(key) && !used.has(key) && excess.has(key)) return [];
      const [own, given, seen] = [needs.get(key) ?? [], used.get(key) ?? [], asked.get(key)];
      const first = own[0] ?? given[0] ?? seen;
      // A permission that is needed only sometimes, and neither granted nor requested, gets no row.
      const isPossible = given.length === 0 && seen === undefined && own.every(({ condition }) => condition !== null);
      if (first === undefined || isPossible) return [];
      const open = own.length > 0 ? 'unknown' : 'observed-only';
      const decided = given.length > 0 && !undecided.has(key) ? 'exact' : open;
      const verdict = missing.has(key) ? 'missing' : decided;
      const note = missing.get(key) ?? undecided.get(key) ?? conditionOf(own);
      return [cellFrom(first, { verdict, note, needs: own, grants: given, observed: seen })];
    }),
    ...[...excess].flatMap(([key, grants]) => {
      const seen = needs.has(key) || used.has(key) ? undefined : asked.get(key);
      const verdict = seen === undefined ? 'unused' : 'not-inferred';
      return grants.slice(0, 1).map((first) => ({
        ...cellFrom(first, { verdict, note: first.doubt ?? undefined, needs: [], grants, observed: seen }),
        severity: first.severity,
      }));
    }),
  ];
}

interface Known {
  readonly verdict: MatrixVerdict;
  readonly note: string | undefined;
  readonly needs: readonly Permission[];
  readonly grants: readonly (Used | Excess)[];
  readonly observed: Observed | undefined;
}

type Named = Pick<Permission, 'group' | 'resource' | 'verb'>;

function cellFrom(named: Named, { verdict, note, needs, grants, observed }: Known): Cell {
  const lines = needs.flatMap(({ evidence }) => evidence);
  return {
    resource: nameOf(named),
    verb: named.verb,
    verdict,
    severity: undefined,
    note,
    needed: needs.length === 0 ? undefined : { places: placesOf(lines), reach: reachOf(needs) },
    granted: grants.length === 0 ? undefined : { places: placesOf(grants), reach: reachOf(grants) },
    observed,
  };
}

function keyOf({ group, resource, verb }: Named): string {
  return `${group} ${resource} ${verb}`;
}

function conditionOf(needs: readonly Permission[]): string | undefined {
  const [first] = needs;
  return first === undefined || needs.some(({ condition }) => condition === null)
    ? undefined
    : `Needed only if ${first.condition}.`;
}

function placesOf(places: readonly { readonly path: string; readonly line: number }[]): readonly string[] {
  return [...new Set(places.map(({ path, line }) => `${path}:${line}`))];
}

function reachOf(all: readonly Pick<Permission, 'scope' | 'namespaces' | 'resourceNames'>[]): string {
  const names = all.some(({ resourceNames }) => resourceNames.length === 0)
    ? []
    : [...new Set(all.flatMap(({ resourceNames }) => resourceNames))];
  const namespaces = [...new Set(all.flatMap((one) => one.namespaces))];
  const where = all.some(({ scope }) => scope === 'cluster')
    ? 'whole cluster'
    : namespaces.length > 0
      ? `namespace ${namespaces.join(', ')}`
      : all.some(({ scope }) => scope === 'namespace')
        ? 'configured namespaces'
        : 'own namespace';
  return names.length === 0 ? where : `${where}, only ${names.join(', ')}`;
}

/** Verbs of a resource with the same state share a row. */
function together(cells: readonly Cell[]): readonly MatrixRow[] {
  const same = groupBy(cells, ({ verb: _, observed, granted, ...rest }) =>
    JSON.stringify([rest, observed === undefined, granted?.reach, granted?.places.map(fileOf)]),
  );
  const rows = [...same.values()].flatMap((group) =>
    group.slice(0, 1).map(
      ({ verb: _, observed: __, ...rest }): MatrixRow => ({
        ...rest,
        verbs: group.map(({ verb }) => verb),
        observed: group.flatMap(({ observed }) => observed ?? []),
      }),
    ),
  );
  return rows.sort((a, b) => rank(a) - rank(b) || (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0));
}

function fileOf(place: string): string {
  return place.replace(/:\d+$/, '');
}

function rank({ verdict, severity }: MatrixRow): number {
  return VERDICTS.indexOf(verdict) * 10 + ['critical', 'high', 'medium', 'low', undefined].indexOf(severity);
}
