// docs/security.md after the roles or the code changed: its rows say what is granted, and lead to the lines that need it.
import { stopsOf, type Permission } from '../../inference/permissions.ts';
import { groupBy } from '../../group-by.ts';
import { heldRoles } from '../../inventory/grants/bindings.ts';
import { leadsTo, pagePath, pageRow, pageRows, type PageRow, type Stop } from '../../inventory/permissions-page.ts';
import { installationsOf } from '../../inventory/installations.ts';
import { allows, rulesOf } from '../../inventory/roles.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import { placedBinaries } from '../../permissions/placed-binaries.ts';
import { withFiles, type Repository } from '../../repo/repository.ts';
import type { Addition } from './exact-roles.ts';

/** Permissions that an account has in a namespace, or in the whole cluster where that is undefined. */
interface Granted extends Pick<Addition, 'account' | 'namespace'> {
  readonly needs: readonly Permission[];
}

/** The repository with its page in step; where there is no page of the generator's kind, nothing changes. */
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

/** Whether an account is granted a verb on what a row speaks of. */
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

/** What the code needs and a role grants, though no row says so: somebody wrote the rule by hand, or pasted it. */
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

/** The line of the row where it still leads to a call; else the nearest in the same file that does, or the first anywhere. */
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

/** The rows of what the roles that a table speaks of grant, and no row says. */
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
    // The reader wants the line of their own code, not the one of the machinery below it.
    const { path, line } = [...call.trail, call].findLast((stop) => !stop.path.includes('/machinery/')) ?? call;
    const { group, resource, resourceNames: names } = need;
    const why = 'This line of the code needs it.';
    return [pageRow({ group, resource, names, verbs: lacking.map(({ verb }) => verb), why, path, line })];
  });
  return [...new Set(texts)];
}
