// Runs the rules over a repository.
import { fingerprints } from '../formats/sarif.ts';
import { groupBy } from '../group-by.ts';
import { inventoryOf, type Inventory, type Known } from '../inventory/inventory.ts';
import { rules as catalogue } from '../rules/index.ts';
import { SEVERITIES } from '../kubernetes/privileges.ts';
import type { Rule, Sight } from '../rules/rule.ts';
import { suppressionsAt, suppressionsIn, type Suppression } from '../rules/suppressions.ts';
import { behindWall } from '../repo/behind-wall.ts';
import type { Repository, Skipped } from '../repo/repository.ts';
import { blastRadius, moreNotKnown, type Consequence } from './blast-radius.ts';
import { ignoredBy, type Config } from './config.ts';
import { findingFrom, type Finding, type Found } from './finding.ts';
import { idleIn, type Idle } from './idle.ts';
import { type Ahead, lookAhead, lookAt, unknownsOf } from './look.ts';
import type { Policy } from './policy.ts';
import { twinsOf } from './twins.ts';
import { reachOf, type Reach } from './reach.ts';

export interface Audit {
  readonly findings: readonly Found[];
  /** The rules that apply and hold everywhere. */
  readonly kept: readonly string[];
  readonly blastRadius: readonly Consequence[];
  readonly reach: Reach;
  readonly suppressed: readonly Suppressed[];
  /** Entries of the configuration that ignore something that was not found. */
  readonly idle: readonly Idle[];
  /** Places that no rule could judge, with the reasons. */
  readonly setAside: readonly Skipped[];
  /** The further demands of an organisation. */
  readonly policy?: Policy | undefined;
}

export interface Suppressed {
  readonly finding: Found;
  readonly reason: string;
  /** A comment at the place, the configuration, or an exception of the organisation. */
  readonly by: 'comment' | 'configuration' | 'preset';
}

export interface AuditOptions extends Pick<Known, 'permissions' | 'before'> {
  /** The ids of the rules to run; all by default. */
  readonly rules?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly config?: Config | undefined;
  /** The further demands of an organisation; nothing turns its rules off. */
  readonly policy?: Policy | undefined;
}

/** The part of an audit for which the needs of the source make no difference: done while they are inferred. */
export function auditAhead(repository: Repository, options: AuditOptions): Ahead {
  return lookAhead(rulesOf(options), inventoryOf(repository, options));
}

/**
 * The faults of a repository, worst first, in an order that depends only on the repository.
 *
 * @param ahead the result of auditAhead for the same options
 */
export function audit(repository: Repository, options: AuditOptions = {}, ahead?: Ahead): Audit {
  const { permissions, config, policy } = options;
  const inventory = ahead === undefined ? inventoryOf(repository, options) : { ...ahead.inventory, permissions };
  const seen = rulesOf(options).flatMap((rule) => {
    const look = ahead?.looks.get(rule) ?? lookAt(rule, inventory);
    const kept = look.sights.find(({ state }) => state === 'kept');
    const others = distinct(look.sights.filter(({ state }) => state !== 'kept'));
    return [...(kept === undefined ? [] : [kept]), ...others, ...unknownsOf(look)].map((sight) => ({ rule, sight }));
  });
  const twins = twinsOf(inventory);
  const found = told(
    seen.flatMap(({ rule, sight }) => severely(findingFrom(rule, sight), options)).map((one) => withTwin(one, twins)),
  );
  const suppressions = suppressionsIn(repository);
  const judged = found.map((finding) => judgedWith(finding, suppressions, options));
  // A finding that is ignored for the reason that its rule demands.
  const broken = new Set(judged.flatMap(({ finding }) => (finding.accepted === undefined ? [finding.rule] : [])));
  const looked = new Set(seen.map(({ rule }) => rule.id));
  return {
    findings: judged.filter(({ ignored }) => ignored === undefined).map(({ finding }) => finding),
    kept: [...looked].filter((id) => !broken.has(id)).sort(),
    blastRadius: consequencesOf(inventory),
    reach: reachOf(inventory),
    suppressed: judged.flatMap(({ finding, ignored }) => (ignored === undefined ? [] : [{ finding, ...ignored }])),
    idle: idleIn(suppressions, config, found, looked),
    setAside: notJudged(inventory),
    ...(policy && { policy }),
  };
}

function rulesOf({ rules, ignore, policy }: AuditOptions): readonly Rule[] {
  const chosen = catalogue.filter(({ id }) => (rules?.includes(id) ?? true) && ignore?.includes(id) !== true);
  return [...chosen, ...(policy?.rules ?? [])];
}

function consequencesOf(inventory: Inventory): readonly Consequence[] {
  const { repository, permissions } = inventory;
  const { value = [], failed } = behindWall(repository, (rest) =>
    blastRadius(rest === repository ? inventory : inventoryOf(rest, { permissions })),
  );
  const unknown = failed.map(
    ({ path, why }): Consequence => ({ consequence: moreNotKnown, because: `${path}: ${why}`, ways: [] }),
  );
  return [...value, ...unknown];
}

/** One value of a chart that affects several workloads is one finding: `Deployment a and 2 more: …`. */
function distinct(sights: readonly Sight[]): readonly Sight[] {
  const same = groupBy(sights, ({ state, path, line, what = '', message }) =>
    JSON.stringify([state, path, line, what, message]),
  );
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    const names = new Set(group.map(({ subject }) => subject)).size;
    return first === undefined || names === 1 ? (first ?? []) : { ...first, others: names - 1 };
  });
}

function withTwin(finding: Finding, twins: ReadonlyMap<string, string>): Finding {
  const twin = twins.get(finding.subject);
  return twin === undefined ? finding : { ...finding, twin };
}

/** The severity that the configuration sets for the rule; an organisation can only raise it. */
function severely(finding: Finding | undefined, { config, policy }: AuditOptions): readonly Finding[] {
  if (finding === undefined) return [];
  const severity = policy?.severityOf(finding) ?? config?.severity?.get(finding.rule) ?? finding.severity;
  return [{ ...finding, severity }];
}

/** In order, each with an identity of its own. */
function told(findings: readonly Finding[]): readonly Found[] {
  const sorted = [...findings].sort(compare);
  const prints = fingerprints(sorted.map(({ key }) => key));
  return sorted.map((finding, index) => ({ ...finding, fingerprint: prints[index] ?? '' }));
}

function compare(a: Finding, b: Finding): number {
  return (
    rank(a) - rank(b) || text(a.rule, b.rule) || text(a.path, b.path) || a.line - b.line || text(a.message, b.message)
  );
}

/** Known faults come before places that could not be judged. */
function rank({ severity, state }: Finding): number {
  return SEVERITIES.indexOf(severity) + (state === 'unknown' ? SEVERITIES.length : 0);
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The reason for which a repository ignores a finding, or undefined. */
export function reasonFor(
  finding: Finding,
  suppressions: readonly Suppression[],
  under: Pick<AuditOptions, 'config' | 'policy'>,
): string | undefined {
  return judgedWith(finding, suppressions, under).ignored?.reason;
}

/** A finding names a suppression that an organisation does not accept. */
function judgedWith<F extends Finding>(
  finding: F,
  suppressions: readonly Suppression[],
  { config, policy }: Pick<AuditOptions, 'config' | 'policy'>,
): { readonly finding: F; readonly ignored: Pick<Suppressed, 'reason' | 'by'> | undefined } {
  const exception = policy?.exceptionOf(finding);
  if (exception !== undefined) return { finding, ignored: { reason: exception, by: 'preset' } };
  const { rule, path } = finding;
  const inline = suppressionsAt(suppressions, finding);
  const configured = ignoredBy(config, rule, path);
  const ways: readonly Pick<Suppressed, 'reason' | 'by'>[] = [
    ...inline.map(({ reason }) => ({ reason, by: 'comment' as const })),
    ...(finding.accepted === undefined ? [] : [{ reason: finding.accepted, by: 'comment' as const }]),
    ...(configured === undefined ? [] : [{ reason: configured, by: 'configuration' as const }]),
  ];
  const refusals = ways.map(({ reason }) => policy?.refusalOf(finding, reason));
  const held = ways[refusals.indexOf(undefined)];
  const why = refusals.find((refusal) => refusal !== undefined);
  if (held !== undefined || why === undefined) return { finding, ignored: held };
  const message = `${finding.message}; the suppression does not apply: ${why}`;
  return { finding: { ...finding, message }, ignored: undefined };
}

/** Files and folders that were left out although a rule could judge them. An unreadable file is a finding if a rule would have read it. */
function notJudged({ repository, setAside, faults }: Inventory): readonly Skipped[] {
  const matters = repository.skipped.filter(
    ({ path, mayHold }) =>
      (mayHold === true || /\.(ya?ml|toml|rs)$|Dockerfile|Containerfile/.test(path)) &&
      !faults.some((fault) => fault.path === path),
  );
  return [...setAside, ...matters].sort((a, b) => text(a.path, b.path));
}
