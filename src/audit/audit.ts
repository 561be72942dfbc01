// Runs the rules over a repository.
import { fingerprints } from '../formats/sarif.ts';
import { groupBy } from '../group-by.ts';
import { inventoryOf, type Inventory, type Known } from '../inventory/inventory.ts';
import { ruleIds, rules as catalogue } from '../rules/index.ts';
import { SEVERITIES } from '../kubernetes/privileges.ts';
import type { Sight } from '../rules/rule.ts';
import { suppressionsIn, type Suppression } from '../rules/suppressions.ts';
import type { Repository, Skipped } from '../repo/repository.ts';
import { blastRadius, type Consequence } from './blast-radius.ts';
import { ignoredBy, type Config } from './config.ts';
import { findingFrom, type Finding, type Found } from './finding.ts';
import { idleIn, type Idle } from './idle.ts';

export interface Audit {
  readonly findings: readonly Found[];
  /** The rules that apply and hold everywhere. */
  readonly kept: readonly string[];
  readonly blastRadius: readonly Consequence[];
  readonly suppressed: readonly Suppressed[];
  /** What was to be ignored, and was not found. */
  readonly idle: readonly Idle[];
  /** What was not judged, and why. */
  readonly setAside: readonly Skipped[];
}

export interface Suppressed {
  readonly finding: Found;
  readonly reason: string;
  /** A comment beside it, or the configuration. */
  readonly by: 'comment' | 'configuration';
}

export interface AuditOptions extends Pick<Known, 'permissions' | 'before'> {
  /** The ids of the rules to run; all by default. */
  readonly rules?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly config?: Config | undefined;
}

/** What is wrong with a repository, worst first, in an order that depends on nothing but the repository. */
export function audit(repository: Repository, options: AuditOptions = {}): Audit {
  const inventory = inventoryOf(repository, options);
  const chosen = catalogue.filter(
    ({ id }) => (options.rules?.includes(id) ?? true) && options.ignore?.includes(id) !== true,
  );
  const seen = chosen.flatMap((rule) => distinct(rule.look(inventory, ruleIds)).map((sight) => ({ rule, sight })));
  const found = told(seen.flatMap(({ rule, sight }) => severely(findingFrom(rule, sight), options.config)));
  const suppressions = suppressionsIn(repository);
  const judged = found.map((finding) => ({ finding, ignored: ignoredFor(finding, suppressions, options.config) }));
  const broken = new Set(judged.map(({ finding }) => finding.rule));
  const looked = new Set(seen.map(({ rule }) => rule.id));
  return {
    findings: judged.filter(({ ignored }) => ignored === undefined).map(({ finding }) => finding),
    kept: [...looked].filter((id) => !broken.has(id)).sort(),
    blastRadius: blastRadius(inventory),
    suppressed: judged.flatMap(({ finding, ignored }) => (ignored === undefined ? [] : [{ finding, ...ignored }])),
    idle: idleIn(suppressions, options.config, found, looked),
    setAside: notJudged(inventory),
  };
}

/** What one value of a chart does to several workloads is one finding: `Deployment a and 2 more: …`. */
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

/** As severe as the configuration says that the rule is. */
function severely(finding: Finding | undefined, config: Config | undefined): readonly Finding[] {
  if (finding === undefined) return [];
  return [{ ...finding, severity: config?.severity?.get(finding.rule) ?? finding.severity }];
}

/** In order, each told from every other. */
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

/** What is known to be wrong comes before what could not be judged. */
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
  config: Config | undefined,
): string | undefined {
  return ignoredFor(finding, suppressions, config)?.reason;
}

function ignoredFor(
  { rule, path, line }: Finding,
  suppressions: readonly Suppression[],
  config: Config | undefined,
): Pick<Suppressed, 'reason' | 'by'> | undefined {
  const inline = suppressions.find(
    (one) => one.path === path && one.reason !== '' && one.rules.includes(rule) && one.from <= line && line <= one.to,
  );
  if (inline !== undefined) return { reason: inline.reason, by: 'comment' };
  const reason = ignoredBy(config, rule, path);
  return reason === undefined ? undefined : { reason, by: 'configuration' };
}

/** What may hold something to judge and was left out. A file that could not be read is a finding where a rule would have looked at it. */
function notJudged({ repository, setAside, faults }: Inventory): readonly Skipped[] {
  const matters = repository.skipped.filter(
    ({ path, mayHold }) =>
      (mayHold === true || /\.(ya?ml|toml|rs)$|Dockerfile|Containerfile/.test(path)) &&
      !faults.some((fault) => fault.path === path),
  );
  return [...setAside, ...matters].sort((a, b) => text(a.path, b.path));
}
