// What the generator wrote, as a repository keeps it: with it, `update` tells an edit from what nobody touched.
import { answersPath } from '../answers/document.ts';
import { blobIdOf } from '../formats/blob-id.ts';
import { generator } from './record.ts';

type Files = ReadonlyMap<string, string>;

/** Where it stands. It is a file of its own, so that .yo-rc.json stays one that a person reads. */
export const writtenPath = '.kube-secure-controller.lock.json';

export interface Written {
  /** The package and its version, as npx takes it. */
  readonly generator: string;
  /** The blob id of git of every file as it was written, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** The text of the record. The answers are no part of it: they are the user's to change. */
export function writtenDocument(files: Files): string {
  const ids = [...files].flatMap(([path, text]) => (isRecorded(path) ? [[path, blobIdOf(text)]] : []));
  return `${JSON.stringify({ $comment: comment, generator, files: Object.fromEntries(ids) }, undefined, 2)}\n`;
}

const comment =
  'What create-kube-secure-controller wrote, as blob ids of git. Commit it and leave it as it is: by it `update` knows what you edited.';

function isRecorded(path: string): boolean {
  return path !== answersPath && path !== writtenPath;
}

/** Reads a record; undefined where the text is none. */
export function writtenFrom(text: string): Written | undefined {
  const document = parsed(text);
  if (!isObject(document) || typeof document['generator'] !== 'string' || !isObject(document['files']))
    return undefined;
  const entries = Object.entries(document['files']);
  const files = entries.filter((entry): entry is [string, string] => /^[0-9a-f]{40}$/.test(String(entry[1])));
  return files.length === entries.length ? { generator: document['generator'], files: new Map(files) } : undefined;
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
