// Answers as a document: the file of --answers, and what a repository remembers in .yo-rc.json.
import type { Answer, Value } from './answer.ts';
import { entries } from './index.ts';
import { suggestion } from '../formats/nearest.ts';
import { migrateAnswers } from '../releases/migrate.ts';
import { releases as all, type Release } from '../releases/releases.ts';

/** Where Yeoman keeps the answers of its generators. */
export const answersPath = '.yo-rc.json';

/** And there those of one: below the name of its package. */
const storageKey = 'create-kube-secure-controller';

export interface DocumentAnswers {
  readonly given: Readonly<Record<string, Value>>;
  readonly problems: readonly string[];
}

/** The answers that a parsed document holds, and what is wrong with it. `where` names the document in messages. */
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

/** The answers of the file of --answers: keys with their values, or the .yo-rc.json of a repository like the one that is wanted. */
export function answersFromFile(document: unknown, where: string): DocumentAnswers {
  if (!isRecord(document) || !(storageKey in document)) return answersFromDocument(document, where);
  const answers = recordedAnswers(document, all);
  return answers === undefined
    ? { given: {}, problems: [`${where} records no answers of ${storageKey}.`] }
    : answersFromDocument(answers, where);
}

/** The answers that the .yo-rc.json of a repository holds, under the names that they have in this version. */
export function answersFromYoRc(text: string, where: string, releases: readonly Release[] = all): DocumentAnswers {
  const document = parseJson(text);
  if (!isRecord(document)) return { given: {}, problems: [`${where} is not a JSON object.`] };
  const answers = recordedAnswers(document, releases);
  return answers === undefined ? { given: {}, problems: [] } : answersFromDocument(answers, where);
}

/** The keys of the answers that a .yo-rc.json records, as they stand there. */
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
 * The files that harden wrote into a repository that was there before, each with the digest of its text; `generated` where
 * the generator made the repository, and may write all of it anew; undefined where this package keeps nothing.
 */
export function hardenedIn(text: string): ReadonlyMap<string, string> | 'generated' | undefined {
  const document = parseJson(text);
  const stored = isRecord(document) ? document[storageKey] : undefined;
  if (!isRecord(stored)) return undefined;
  if (!('hardened' in stored)) return 'generated';
  // What somebody made of it that cannot be read still says that the generator did not make the rest.
  const files = isRecord(stored['hardened']) ? stored['hardened'] : {};
  return new Map(Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The preset that a repository was made or updated with. */
export interface RecordedPreset {
  readonly name: string;
  /** Undefined for a folder that gives none. */
  readonly version: string | undefined;
  /** A digest of what was read: that of npm for a package, that of its layers for a folder. */
  readonly integrity: string;
}

/** Undefined where a repository has none, or one that cannot be read. */
export function presetIn(text: string): RecordedPreset | undefined {
  const document = parseJson(text);
  const stored = isRecord(document) ? document[storageKey] : undefined;
  const preset = isRecord(stored) ? stored['preset'] : undefined;
  if (!isRecord(preset)) return undefined;
  const { name, version, integrity } = preset;
  if (typeof name !== 'string' || typeof integrity !== 'string') return undefined;
  return { name, integrity, version: typeof version === 'string' ? version : undefined };
}

/** The version of this package that wrote the record last; undefined where that cannot be read. */
export function versionIn(text: string): string | undefined {
  const document = parseJson(text);
  const stored = isRecord(document) ? document[storageKey] : undefined;
  const version = isRecord(stored) ? stored['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}

/** The document with another record of this package; undefined where it is no JSON object. */
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
