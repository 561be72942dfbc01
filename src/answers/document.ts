// Answers as a document: the file of --answers, and the record in .yo-rc.json.
import type { Answer, Value } from './answer.ts';
import { entries } from './index.ts';
import { suggestion } from '../formats/nearest.ts';
import { migrateAnswers } from '../releases/migrate.ts';
import { releases as all, type Release } from '../releases/releases.ts';

/** The key under which Yeoman keeps the answers of its generators. */
export const answersPath = '.yo-rc.json';

/** Below it, the key for those of one generator: the name of its package. */
const storageKey = 'create-kube-secure-controller';

export interface DocumentAnswers {
  readonly given: Readonly<Record<string, Value>>;
  readonly problems: readonly string[];
}

/** The answers in a parsed document, and its faults. `where` names the document in messages. */
export function answersFromDocument(document: unknown, where: string): DocumentAnswers {
  if (!isRecord(document)) return { given: {}, problems: [`${where} must be a mapping of keys to values.`] };
  const given: Record<string, Value> = {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(document)) {
    const answer = entries.find(([known]) => known === key)?.[1];
    if (answer === undefined) problems.push(`${where} has an unknown key ${JSON.stringify(key)}${meant(key)}.`);
    else if (!hasType(answer, value))
      problems.push(`${where}: ${key} (--${answer.flag}) must be ${typeNames[answer.type]}.`);
    else given[key] = value;
  }
  return { given, problems };
}

/** The answers in a file of --answers: keys with their values, or the .yo-rc.json of a similar repository. */
export function answersFromFile(document: unknown, where: string): DocumentAnswers {
  if (!isRecord(document) || !(storageKey in document)) return answersFromDocument(document, where);
  const answers = recordedAnswers(document, all);
  return answers === undefined
    ? { given: {}, problems: [`${where} records no answers of ${storageKey}.`] }
    : answersFromDocument(answers, where);
}

/** The answers in the .yo-rc.json of a repository, under the names of this version. */
export function answersFromYoRc(text: string, where: string, releases: readonly Release[] = all): DocumentAnswers {
  const document = parseJson(text);
  if (!isRecord(document)) return { given: {}, problems: [`${where} is not a JSON object.`] };
  const answers = recordedAnswers(document, releases);
  return answers === undefined ? { given: {}, problems: [] } : answersFromDocument(answers, where);
}

/** The keys of the answers in a .yo-rc.json, unchanged. */
export function recordedKeysIn(text: string): ReadonlySet<string> {
  const document = parseJson(text);
  const answers = isRecord(document) ? recordedAnswers(document, []) : undefined;
  return new Set(isRecord(answers) ? Object.keys(answers) : []);
}

function recordedAnswers(document: Readonly<Record<string, unknown>>, releases: readonly Release[]): unknown {
  const stored = document[storageKey];
  if (!isRecord(stored)) return undefined;
  const { answers, version } = stored;
  return isRecord(answers)
    ? migrateAnswers(answers, typeof version === 'string' ? version : undefined, releases)
    : answers;
}

/**
 * The files that harden wrote into an existing repository, each with the digest of its text; `generated` if the generator made
 * the repository and may rewrite all of it; undefined if this package has no record there.
 */
export function hardenedIn(text: string): ReadonlyMap<string, string> | 'generated' | undefined {
  const document = parseJson(text);
  const stored = isRecord(document) ? document[storageKey] : undefined;
  if (!isRecord(stored)) return undefined;
  if (!('hardened' in stored)) return 'generated';
  // Even an unreadable entry shows that the generator did not make the other files.
  const files = isRecord(stored['hardened']) ? stored['hardened'] : {};
  return new Map(Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The preset with which a repository was made or updated. */
export interface RecordedPreset {
  readonly name: string;
  /** Undefined for a folder without a version. */
  readonly version: string | undefined;
  /** A digest of the preset: npm's for a package, that of its layers for a folder. */
  readonly integrity: string;
}

/** Undefined if a repository has none, or an unreadable one. */
export function presetIn(text: string): RecordedPreset | undefined {
  const document = parseJson(text);
  const stored = isRecord(document) ? document[storageKey] : undefined;
  const preset = isRecord(stored) ? stored['preset'] : undefined;
  if (!isRecord(preset)) return undefined;
  const { name, version, integrity } = preset;
  if (typeof name !== 'string' || typeof integrity !== 'string') return undefined;
  return { name, integrity, version: typeof version === 'string' ? version : undefined };
}

/** The version of this package that last wrote the record; undefined if it cannot be read. */
export function versionIn(text: string): string | undefined {
  const document = parseJson(text);
  const stored = isRecord(document) ? document[storageKey] : undefined;
  const version = isRecord(stored) ? stored['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}

/** The document with another record of this package; undefined if it is no JSON object. */
export function withRecord(text: string, record: object): string | undefined {
  const document = parseJson(text);
  return isRecord(document) ? `${JSON.stringify({ ...document, [storageKey]: record }, undefined, 2)}\n` : undefined;
}

const typeNames: Readonly<Record<Answer['type'], string>> = {
  text: 'a text',
  choice: 'a text',
  list: 'a list of texts',
  'yes-no': 'true or false',
};

function hasType(answer: Answer, value: unknown): value is Value {
  if (answer.type === 'yes-no') return typeof value === 'boolean';
  if (answer.type === 'list') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  return typeof value === 'string';
}

function meant(key: string): string {
  const flag = entries.find(([, answer]) => answer.flag === key);
  return flag === undefined
    ? suggestion(
        key,
        entries.map(([known]) => known),
      )
    : ` (did you mean "${flag[0]}"?)`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
