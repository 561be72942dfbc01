// Updates docs/security.md after a change of roles or code: its rows state the grants, and point to the lines that need
// them.
import { stopsOf, type Permission } from '../../inference/permission.ts';
import { groupBy } from '../../group-by.ts';
import { heldRoles } from '../../inventory/grants/bindings.ts';
import { leadsTo, pagePath, pageRow, pageRows, type PageRow, type Stop } from '../../inventory/permissions-page.ts';
import { installationsOf } from '../../inventory/installations.ts';
import { allows, rulesOf } from '../../inventory/roles.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import { placedBinaries } from '../../permissions/placed-binaries.ts';
import { withFiles, type Repository } from '../../repo/repository.ts';
import type { Addition } from './exact-roles.ts';

/** Permissions of an account in a namespace; undefined stands for the whole cluster. */
interface Granted extends Pick<Addition, 'account' | 'namespace'> {
  readonly needs: readonly Permission[];
}

/** The repository with an updated page; without a page of the generator's form, nothing changes. */
export function withPage(
  repository: Repository,
  { inference, files }: InferredRepository,
  added: readonly Addition[],
): Repository {
  const markdown = repository.files.get(pagePath) ?? '';
  const rows = pageRows(markdown);
  if (rows.length === 0) return repository;
  const permissions = inference.binaries.flatMap((binary) => binary.permissions);
  const isGranted = grantedTo(repository);
  const unsaid = [...added, ...grantedWithoutRow(repository, inference, rows)];
  const lines = markdown.split('\n');
  const kept = rows.flatMap((row) => {
    const verbs = row.verbs.filter((verb) => isGranted(row, verb));
    return verbs.length === 0 ? [] : [{ ...row, verbs, ...placeOf({ ...row, verbs }, permissions, files) }];
  });
  const text = lines.flatMap((line, index): readonly string[] => {
    const old = rows.find(({ at }) => at === index + 1);
    if (old === undefined) return [line];
    const row = kept.find(({ at }) => at === old.at);
    const isLast = !rows.some((one) => one.at > old.at && isSameTable(one, old));
    return [...(row === undefined ? [] : [pageRow(row)]), ...(isLast ? newRows(old, rows, unsaid) : [])];
  });
  return withFiles(repository, [[pagePath, text.join('\n')]]);
}

/** Whether an account has a verb on the resource of a row. */
function grantedTo(repository: Repository): (row: PageRow, verb: string) => boolean {
  const granted = heldRoles(installationsOf(repository).manifests).map(({ role, accounts }) => ({
    accounts,
    rules: rulesOf(role, 'namespace'),
  }));
  return ({ account, group, resource }, verb) =>
    granted.some(
      ({ accounts, rules }) =>
        accounts.includes(account) && rules.some((rule) => allows(rule, { group, resource, verb })),
    );
}

/** Permissions that the code needs and a role grants, but no row has: a person wrote or pasted the rule. */
function grantedWithoutRow(
  repository: Repository,
  { binaries }: InferredRepository['inference'],
  rows: readonly PageRow[],
): readonly Granted[] {
  const isUnsaid = ({ group, resource, verb }: Permission): boolean =>
    !rows.some((row) => row.group === group && row.resource === resource && row.verbs.includes(verb));
  return placedBinaries(installationsOf(repository), binaries).flatMap(({ installation: { manifests }, accounts }) =>
    heldRoles(manifests).flatMap(({ role, accounts: held }) =>
      binaries.flatMap(({ name, permissions }): readonly Granted[] => {
        const account = accounts.get(name);
        if (account === undefined || !held.includes(account)) return [];
        const rules = rulesOf(role, 'namespace');
        const needs = permissions.filter((need) => isUnsaid(need) && rules.some((rule) => allows(rule, need)));
        const namespace = role.kind === 'Role' ? role.namespace : undefined;
        const things = groupBy(needs, ({ group, resource, resourceNames }) =>
          JSON.stringify([group, resource, resourceNames]),
        );
        return [...things.values()].map((same) => ({ account, namespace, needs: same }));
      }),
    ),
  );
}

/**
 * The line of the row if it still leads to a call; else the nearest such line in the same file, or the first in any
 * file.
 */
function placeOf(row: PageRow, permissions: readonly Permission[], files: ReadonlyMap<string, string>): Stop {
  const stops = permissions
    .filter(({ group, resource, verb }) => group === row.group && resource === row.resource && row.verbs.includes(verb))
    .flatMap(({ evidence }) => stopsOf(evidence));
  if (stops.length === 0 || leadsTo(row, stops, files)) return row;
  const here = stops
    .filter(({ path }) => path === row.path)
    .sort((a, b) => Math.abs(a.line - row.line) - Math.abs(b.line - row.line));
  return here[0] ?? stops[0] ?? row;
}

function isSameTable(one: PageRow, other: PageRow): boolean {
  return one.account === other.account && one.where === other.where;
}

/** The rows for grants of a table's roles that no row has. */
function newRows(table: PageRow, rows: readonly PageRow[], added: readonly Granted[]): readonly string[] {
  const first = (account: string): PageRow | undefined => rows.find((row) => row.account === account);
  const speaksOf = ({ account, where }: PageRow, { namespace }: Granted): boolean =>
    account === table.account && where.includes(namespace === undefined ? 'the whole cluster' : `\`${namespace}\``);
  const here = added.filter((one) => {
    if (one.account !== table.account) return false;
    const known = rows.filter((row) => row.account === one.account).some((row) => speaksOf(row, one));
    const start = first(one.account);
    return known ? speaksOf(table, one) : start !== undefined && isSameTable(start, table);
  });
  const isThere = ({ group, resource, verb }: Permission): boolean =>
    rows.some(
      (row) => isSameTable(row, table) && row.group === group && row.resource === resource && row.verbs.includes(verb),
    );
  const texts = here.flatMap(({ needs }) => {
    const lacking = needs.filter((need) => !isThere(need));
    const [need] = lacking;
    const call = need?.evidence[0];
    if (need === undefined || call === undefined) return [];
    // Readers want the line of their own code, not that of the machinery below it.
    const { path, line } = [...call.trail, call].findLast((stop) => !stop.path.includes('/machinery/')) ?? call;
    const { group, resource, resourceNames: names } = need;
    const why = 'This line of the code needs it.';
    return [pageRow({ group, resource, names, verbs: lacking.map(({ verb }) => verb), why, path, line })];
  });
  return [...new Set(texts)];
}
