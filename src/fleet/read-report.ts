// The document of `audit --json` as a row. Any other file is refused with its faults.
import { REACHES } from '../audit/reach.ts';
import { SEVERITIES } from '../kubernetes/privileges.ts';
import { atLeast } from '../kubernetes/versions.ts';
import { PROFILES } from '../rules/rule.ts';
import { COUNTED, GRADES, type Counted, type Row } from './row.ts';

/** A row, a failed audit, or the fault of the file. */
export type Read = { readonly row: Row } | { readonly failure: string } | { readonly problem: string };

/** @param text the content of the file @param file its name as given */
export function readReport(text: string, file: string): Read {
  const document = parsed(text);
  if (!isRecord(document)) return { problem: 'is not a JSON object; `audit --json` writes one' };
  const { error } = document;
  if (isRecord(error) && typeof error['message'] === 'string') return { failure: error['message'] };
  const { schemaVersion } = document;
  if (schemaVersion !== 1 || 'repositories' in document) return { problem: whyNot(schemaVersion, document) };
  try {
    return { row: rowFrom(new Fields(document), file) };
  } catch (error) {
    if (error instanceof Lacking)
      return {
        problem: `${error.message}; another version of audit may have written it, so judge the repository again`,
      };
    throw error;
  }
}

function whyNot(schemaVersion: unknown, document: object): string {
  if ('runs' in document) return 'is SARIF; report reads the output of `audit --json`';
  if ('repositories' in document) return 'is the output of report; it reads the output of `audit --json`';
  return typeof schemaVersion === 'number'
    ? `has version ${schemaVersion} of the schema, and this program reads version 1: use the version that wrote it`
    : 'is not a report of `audit --json`: it has no schemaVersion';
}

function rowFrom(report: Fields, file: string): Row {
  const origin = report.textOrNull('repository.origin');
  const name = origin ?? report.text('repository.directory');
  const below = origin === null ? '' : report.text('repository.path').replace(/\/$/, '');
  const open = report
    .list('findings')
    .map((one) => ({ rule: one.text('rule'), state: one.text('state'), message: one.text('message') }));
  const version = report.textOrNull('record?.version');
  return {
    repository: below === '' ? name : `${name}/${below}`,
    origin,
    file,
    grade: report.word('grade', GRADES),
    score: report.count('score'),
    findings: countsIn(report),
    suppressed: report.count('counts.suppressed'),
    version,
    preset: presetAt(report, 'record?.preset?'),
    behind: [...behindVersion(version, report.text('tool.version')), ...behindPreset(report)],
    drifted: driftIn(report, open),
    reach: report.word('reach', REACHES),
    gets: report.list('blastRadius').map((one) => one.text('consequence')),
    broken: [...new Set(open.filter(({ state }) => state === 'broken').map(({ rule }) => rule))],
    profile: report.word('profile', PROFILES),
    lacks: lacksOf(report),
  };
}

interface Open {
  readonly rule: string;
  readonly state: string;
  readonly message: string;
}

const keptByPreset = ['preset-files', 'preset-answers', 'preset-config'];

/**
 * The entries of a preset in a repository that uses it, in any version; a repository without a preset has not drifted.
 */
function driftIn(report: Fields, open: readonly Open[]): readonly string[] | null {
  const wanted = report.textOrNull('preset?.name');
  if (wanted === null) return null;
  const isOnIt = report.textOrNull('record?.preset?.name') === wanted;
  const broken = open.filter(({ rule, state }) => keptByPreset.includes(rule) && state === 'broken');
  return isOnIt ? broken.map(({ message }) => message) : [];
}

function countsIn(report: Fields): Readonly<Record<Counted, number>> {
  const [critical = 0, high = 0, medium = 0, low = 0, unknown = 0] = COUNTED.map((severity) =>
    report.count(`counts.findings.${severity}`),
  );
  return { critical, high, medium, low, unknown };
}

function behindVersion(version: string | null, newest: string): readonly string[] {
  return version === null || atLeast(version, newest) ? [] : [`it is of version ${version}, and ${newest} judged it`];
}

/** Compared by the two records, because a report may leave out the finding. */
function behindPreset(report: Fields): readonly string[] {
  const wanted = presetAt(report, 'preset?');
  const recorded = presetAt(report, 'record?.preset?');
  if (wanted === null) return [];
  if (recorded !== wanted) return [`it is on ${recorded === null ? 'no preset' : recorded}, and must be on ${wanted}`];
  return report.text('preset.integrity') === report.text('record.preset.integrity')
    ? []
    : [`it is on ${recorded} with another text`];
}

function presetAt(report: Fields, key: string): string | null {
  const name = report.textOrNull(`${key}.name`);
  const version = report.textOrNull(`${key}.version`);
  return name === null || version === null ? name : `${name}@${version}`;
}

function lacksOf(report: Fields): readonly string[] {
  const least = report.word('minSeverity', SEVERITIES);
  return [
    ...(least === 'low' ? [] : [`Without what is less than ${least}`]),
    ...(report.count('counts.hidden.known') === 0 ? [] : ['Without what was known before (--since)']),
  ];
}

/** The reason why a document is not a report. */
class Lacking extends Error {}

/** A document, read by paths such as `counts.findings.critical`; a path with `?` at its end may be null. */
class Fields {
  readonly #document: unknown;

  constructor(document: unknown) {
    this.#document = document;
  }

  text(key: string): string {
    const value = this.#at(key);
    return typeof value === 'string' ? value : this.#refuse(key, 'a text');
  }

  textOrNull(key: string): string | null {
    const value = this.#at(key);
    return value === null || typeof value === 'string' ? value : this.#refuse(key, 'a text or null');
  }

  word<Word extends string>(key: string, words: readonly Word[]): Word {
    const value = this.text(key);
    return words.find((word) => word === value) ?? this.#refuse(key, `one of ${words.join(', ')}`);
  }

  count(key: string): number {
    const value = this.#at(key);
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.#refuse(key, 'a count');
  }

  list(key: string): readonly Fields[] {
    const value = this.#at(key);
    return Array.isArray(value) ? value.map((one) => new Fields(one)) : this.#refuse(key, 'a list');
  }

  #at(key: string): unknown {
    let value = this.#document;
    for (const step of key.split('.')) {
      const name = step.replace('?', '');
      value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : this.#refuse(key, 'there');
      if (value === null && step.endsWith('?')) return null;
    }
    return value;
  }

  #refuse(key: string, wanted: string): never {
    throw new Lacking(`${key.replaceAll('?', '')} is not ${wanted}`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
