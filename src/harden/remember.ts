// The record of a hardened repository for later updates: the sure answers, and the files that harden wrote.
import { answersPath, hardenedIn, presetIn, withRecord } from '../answers/document.ts';
import type { Given } from '../answers/resolve.ts';
import { blobIdOf, isTextOf } from '../formats/blob-id.ts';
import { inTheWay, withFiles, type Repository } from '../repo/repository.ts';
import { keptOf } from '../scaffold/record.ts';
import type { Reference } from './reference.ts';

/**
 * The repository with its record, if something changed. The record of a generated repository stays as it is, and so
 * does an invalid one.
 */
export function remembered(
  after: Repository,
  before: Repository,
  { repository, kept }: Pick<Reference, 'repository' | 'kept'>,
): Repository {
  const changed = [...after.files].some(([path, text]) => before.files.get(path) !== text);
  const record = after.files.get(answersPath);
  if (!changed || inTheWay(after, answersPath) !== undefined) return after;
  const known = hardenedIn(record ?? '{}');
  const text =
    known === 'generated'
      ? undefined
      : recordWith(record, kept, writtenBy(after, before, repository, known ?? new Map()));
  return text === undefined ? after : withFiles(after, [[answersPath, text]]);
}

/** The record with these answers and files; the preset, and the entries of other generators, stay. */
export function recordWith(
  record: string | undefined,
  answers: Given,
  hardened: ReadonlyMap<string, string>,
): string | undefined {
  return withRecord(record ?? '{}', keptOf(answers, hardened, presetIn(record ?? '{}')));
}

/**
 * New files that are identical to the generator's, and files of earlier runs; a file that a person has edited keeps its
 * old digest.
 */
function writtenBy(
  after: Repository,
  before: Repository,
  reference: Repository,
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const written = [...after.files].flatMap(([path, text]): (readonly [string, string])[] => {
    const old = before.files.get(path);
    const isNew = old === undefined && reference.files.get(path) === text;
    const isStillOurs = old !== undefined && isTextOf(old, known.get(path) ?? '');
    return isNew || isStillOurs ? [[path, blobIdOf(text)]] : [];
  });
  return new Map([...new Map([...known, ...written])].sort(([a], [b]) => (a < b ? -1 : 1)));
}
