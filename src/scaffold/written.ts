// The written files, as a repository records them: `update` uses the record to detect edits.
import { answersPath } from '../answers/document.ts';
import { blobIdOf } from '../formats/blob-id.ts';
import { installedIntegrity, isIntegrity } from '../package-root.ts';
import { generator } from './record.ts';

type Files = ReadonlyMap<string, string>;

/** The path of the record. It is a separate file, so that .yo-rc.json stays readable. */
export const writtenPath = '.kube-secure-controller.lock.json';

/**
 * The records at the root of a repository, in the order of writing, after all other files: a killed run leaves no
 * record ahead of the files.
 */
export const recordPaths: readonly string[] = [answersPath, writtenPath];

export interface Written {
  /** The package and its version, in the form of npx. */
  readonly generator: string;
  /** The digest of its archive on npm; undefined if unknown. */
  readonly integrity: string | undefined;
  /** The git blob id of every written file, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The text of the record. The answers are not part of it, because the user may change them.
 *
 * @param integrity the digest of the archive of this package
 */
export function writtenDocument(files: Files, integrity = installedIntegrity(generator)): string {
  const ids = [...files].flatMap(([path, text]) => (isRecorded(path) ? [[path, blobIdOf(text)]] : []));
  const document = { $comment: comment, generator, integrity, files: Object.fromEntries(ids) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** A new record with the digest from an older one of the same version, so that it stays the same for every installation. */
export function withIntegrityOf(record: string, older: string): string {
  const [now, before] = [writtenFrom(record), writtenFrom(older)];
  if (now === undefined || before === undefined || now.generator !== before.generator) return record;
  const { $comment, generator: by, integrity: _, ...rest }: Readonly<Record<string, unknown>> = JSON.parse(record);
  return `${JSON.stringify({ $comment, generator: by, integrity: before.integrity, ...rest }, undefined, 2)}\n`;
}

const comment =
  'What create-kube-secure-controller wrote, as blob ids of git. Commit it and leave it as it is: by it `update` knows what you edited.';

function isRecorded(path: string): boolean {
  return path !== answersPath && path !== writtenPath;
}

/** Reads a record; undefined for any other text. */
export function writtenFrom(text: string): Written | undefined {
  const document = parsed(text);
  if (!isObject(document) || typeof document['generator'] !== 'string' || !isObject(document['files']))
    return undefined;
  const entries = Object.entries(document['files']);
  const files = entries.filter((entry): entry is [string, string] => /^[0-9a-f]{40}$/.test(String(entry[1])));
  if (files.length !== entries.length) return undefined;
  const integrity = String(document['integrity']);
  return {
    generator: document['generator'],
    integrity: isIntegrity(integrity) ? integrity : undefined,
    files: new Map(files),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
