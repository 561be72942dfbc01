// An audit as one JSON document with all its results. docs/audit.schema.json describes each part.
import type { Severity } from '../rules/rule.ts';
import { notJudged, type Cause } from './cause.ts';
import type { Found } from './finding.ts';
import type { Selection } from './select.ts';

/** The program that made the document. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
}

/** The repository, its record, and the preset by which it was judged. */
export interface About {
  readonly repository: {
    /** OWNER/NAME on GitHub, HOST/PATH elsewhere, from the remote of the clone. */
    readonly origin: string | null;
    /** The name of the judged directory. */
    readonly directory: string;
    /** The path to it from the root of the git repository, with `/` at its end; empty for the root. */
    readonly path: string;
  };
  readonly record: Recorded | null;
  readonly preset: Preset | null;
}

/** The record in .yo-rc.json. */
export interface Recorded {
  readonly by: 'create' | 'harden';
  /** The version of this package that last wrote it. */
  readonly version: string | null;
  readonly scope: string | null;
  readonly preset: Preset | null;
}

interface Preset {
  readonly name: string;
  readonly version: string | undefined;
  readonly integrity: string;
}

/** Grows when a key is removed or changes its meaning; a new key does not change it. */
const schemaVersion = 1;

/** The document; a fingerprint has the same name here as in code scanning and Code Climate. */
export function jsonReport(selection: Selection, tool: Tool, { repository, record, preset }: About): object {
  const { causes, suppressed, standing, blastRadius, reach, setAside, profile, minSeverity, kept, idle } = selection;
  return {
    schemaVersion,
    tool,
    repository,
    record: record && { ...record, preset: presetFrom(record.preset) },
    preset: presetFrom(preset),
    profile,
    minSeverity,
    grade: standing.grade,
    score: standing.score,
    counts: countsOf(selection),
    findings: causes.map(findingFrom),
    notJudged: notJudged(selection.findings),
    suppressed: suppressed.map(({ finding, reason, by }) => ({
      rule: finding.rule,
      state: finding.state,
      ...placeFrom(finding),
      reason,
      by,
    })),
    idle,
    setAside: setAside.map(({ path, why }) => ({ path, why })),
    kept,
    reach,
    blastRadius,
  };
}

/** A folder may have no version; then the document has null. */
function presetFrom(preset: Preset | null): object | null {
  return preset && { name: preset.name, version: preset.version ?? null, integrity: preset.integrity };
}

function countsOf({ causes, findings, standing, suppressed, setAside, hidden }: Selection): object {
  return {
    findings: bySeverity(causes),
    places: bySeverity(findings),
    rules: standing.rules,
    suppressed: suppressed.length,
    setAside: setAside.length,
    hidden,
  };
}

/** A finding that could not be judged has the severity of its rule, and is counted separately. */
export function bySeverity(
  list: readonly { readonly severity: Severity; readonly state: Found['state'] }[],
): Readonly<Record<Severity | 'unknown', number>> {
  const count = (severity: Severity): number =>
    list.filter((one) => one.state === 'broken' && one.severity === severity).length;
  return {
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    low: count('low'),
    unknown: list.filter(({ state }) => state === 'unknown').length,
  };
}

/** A finding is a cause: it has the place of its first finding, and lists all of them. */
function findingFrom({ rule, severity, state, places, key }: Cause): object {
  const [{ path, line, subject, what, message, fix }] = places;
  return {
    rule: rule.id,
    title: rule.title,
    group: rule.group,
    profile: rule.profile,
    confidence: rule.confidence,
    severity,
    state,
    path,
    line,
    subject,
    what,
    message,
    advice: rule.advice,
    explain: explainOf(rule.id),
    fix,
    key,
    places: places.map(placeFrom),
  };
}

function placeFrom({ path, line, severity, subject, what, message, fix, fingerprint }: Found): object {
  return { path, line, severity, subject, what, message, fix, fingerprint };
}

/** Instructions for looking up a rule. */
export function explainOf(rule: string): string {
  return `create-kube-secure-controller explain ${rule}`;
}
