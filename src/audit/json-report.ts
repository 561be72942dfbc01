// An audit as one JSON document: all that it knows. docs/audit.schema.json says what each part means.
import type { Severity } from '../rules/rule.ts';
import { notJudged, type Cause } from './cause.ts';
import type { Found } from './finding.ts';
import type { Selection } from './select.ts';

/** Who made the document. */
export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
}

/** Which repository it is of, what that one has recorded of its making, and the preset that it was judged by. */
export interface About {
  readonly repository: {
    /** OWNER/NAME on GitHub, HOST/PATH elsewhere, as the remote of the clone has it. */
    readonly origin: string | null;
    /** The name of the directory that was judged. */
    readonly directory: string;
    /** The way to it from the top of the git repository, with `/` at its end; empty for the top. */
    readonly path: string;
  };
  readonly record: Recorded | null;
  readonly preset: Preset | null;
}

/** What .yo-rc.json keeps. */
export interface Recorded {
  readonly by: 'create' | 'harden';
  /** Of this package, when it wrote it last. */
  readonly version: string | null;
  readonly scope: string | null;
  readonly preset: Preset | null;
}

interface Preset {
  readonly name: string;
  readonly version: string | undefined;
  readonly integrity: string;
}

/** Grows when a key goes or means something else; a new key is no new version. */
const schemaVersion = 1;

/** The document; what code scanning and Code Climate call a fingerprint has that name here too. */
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

/** A folder may have no version; the document says so. */
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

/** What could not be judged has a severity that it would have: it is counted apart. */
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

/** A finding is a cause: it stands at its first place, and lists all. */
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

/** How to look a rule up. */
export function explainOf(rule: string): string {
  return `create-kube-secure-controller explain ${rule}`;
}
