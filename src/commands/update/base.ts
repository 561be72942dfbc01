// The text that the recorded version wrote: the possible sources, in the order in which they are tried.
import path from 'node:path';
import { answersPath, versionIn } from '../../answers/document.ts';
import type { Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { blobIdOf } from '../../formats/blob-id.ts';
import { withUnixEnds } from '../../formats/line-ends.ts';
import { isVersion } from '../../formats/version.ts';
import { readBlobs } from '../../git/read-blobs.ts';
import { readHistory } from '../../git/read-history.ts';
import { findBase, type Base, type BaseSource } from '../../merge/find-base.ts';
import type { Files } from '../../repo/files.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import { generatorAt, versionOf } from '../../scaffold/record.ts';
import { byHand } from './by-hand.ts';
import { storedBaseIn } from '../../scaffold/stored-base.ts';
import { writtenFrom, writtenPath, type Written } from '../../scaffold/written.ts';

/** Without the generator's own records, which are written last and never merged. */
export function content(files: Files): Files {
  return new Map([...files].filter(([file]) => file !== answersPath && file !== writtenPath));
}

/**
 * The base of a merge, and the version that wrote it.
 *
 * @param old the text that this version writes with the previous answers
 * @throws UserError with status 1 if there is no record, and no source has the text of an older version
 */
export async function baseOf(
  root: string,
  before: Repository,
  old: Files,
  invocation: Named,
): Promise<{ readonly base: Base; readonly from: string }> {
  const written = writtenFrom(before.files.get(writtenPath) ?? '');
  if (written !== undefined) {
    const more = invocation.flags.has('from-registry') ? [releaseOf(written, before)] : [];
    return { base: await provenBase(root, before, written.files, old, invocation, more), from: written.generator };
  }
  // A version that kept no record, or a record that somebody removed: the user can name a folder. The version number of this
  // release proves nothing, because this release keeps a record; it is the base only if every file is exactly as it writes it.
  const from = generatorAt(versionIn(before.files.get(answersPath) ?? ''));
  const given = folderOf(invocation);
  if (given === undefined && !isAsWritten(before, old)) throw unknownBase(before, from);
  return { base: { files: content(given ?? old), unproven: new Set() }, from };
}

function unknownBase({ files }: Repository, from: string): UserError {
  const record = `${writtenPath} ${files.has(writtenPath) ? 'has another format than this version reads' : 'is missing'}`;
  // The version is a text of the repository, and goes into a command.
  const what = isVersion(versionOf(from))
    ? [
        `${record}, so the text that ${from} wrote is not known. Let that version write it again, and name the folder:`,
        ...byHand(from),
      ]
    : [
        `${record}, and ${answersPath} names no version of this package. So the text that was written is not known.`,
        'Restore both files from the history of git, or name a folder with the text: --base <FOLDER>.',
      ];
  return new UserError(what, { status: 1 });
}

function isAsWritten({ files }: Repository, written: Files): boolean {
  return [...content(written)].every(([file, text]) => withUnixEnds(files.get(file) ?? '') === text);
}

/**
 * The base of files whose ids are recorded.
 *
 * @param old the text that this version writes with the previous answers
 * @param more a further source for text that neither of these has
 */
export function provenBase(
  root: string,
  before: Repository,
  recorded: ReadonlyMap<string, string>,
  old: Files,
  invocation: Named,
  more: readonly BaseSource[] = [],
): Promise<Base> {
  const stored = storedBaseIn(before.files.get(writtenPath) ?? '');
  const given = folderOf(invocation);
  const folder = given === undefined ? [] : [() => given];
  return findBase(recorded, [() => old, () => stored, ...folder, blobsOf(root), ...more]);
}

/** The recorded release itself, of --from-registry. */
function releaseOf(written: Written, before: Repository): BaseSource {
  return async () =>
    (await import('./recorded-release.ts')).writtenAgain(written, before.files.get(answersPath) ?? '{}');
}

type Named = Pick<Invocation, 'flags' | 'cwd'>;

/** The folder of `--base`. */
export function folderOf({ flags, cwd }: Named): Files | undefined {
  const folder = flags.get('base');
  return typeof folder === 'string' ? readRepository(path.resolve(cwd, folder)).files : undefined;
}

/** The commits of the user's own git. */
function blobsOf(root: string): BaseSource {
  return async (wanted) => {
    const texts = await readBlobs(root, [...new Set(wanted.values())]);
    const rest = [...wanted].flatMap(([file, id]) => (texts.has(id) ? [] : [file]));
    const history = rest.length === 0 ? undefined : await readHistory(root, new Set(rest));
    return new Map(
      [...wanted].flatMap(([file, id]): (readonly [string, string])[] => {
        const text = texts.get(id) ?? history?.get(file)?.find((one) => blobIdOf(one) === id);
        return text === undefined ? [] : [[file, text]];
      }),
    );
  };
}
