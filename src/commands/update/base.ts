// What the recorded version wrote: the sources that may have it, in the order in which they are asked.
import path from 'node:path';
import { answersPath, versionIn } from '../../answers/document.ts';
import type { Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { blobIdOf } from '../../formats/blob-id.ts';
import { withUnixEnds } from '../../formats/line-ends.ts';
import { readBlobs } from '../../git/read-blobs.ts';
import { readHistory } from '../../git/read-history.ts';
import { findBase, type Base, type BaseSource } from '../../merge/find-base.ts';
import type { Files } from '../../repo/files.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import { generatorAt } from '../../scaffold/record.ts';
import { byHand } from './by-hand.ts';
import { storedBaseIn } from '../../scaffold/stored-base.ts';
import { writtenFrom, writtenPath, type Written } from '../../scaffold/written.ts';

/** Without what the generator keeps of itself, which is written last and never merged. */
export function content(files: Files): Files {
  return new Map([...files].filter(([file]) => file !== answersPath && file !== writtenPath));
}

/**
 * The base of a merge, and the version that wrote it.
 *
 * @param old what this version writes with the answers as they were
 * @throws UserError with status 1 where there is no record, and nothing tells what an older version wrote
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
  // A version that kept no record, or somebody took it away: the folder that the user names. That this version has the same
  // number proves nothing, for it keeps a record; only where every file is as it writes them nothing is left to tell.
  const from = generatorAt(versionIn(before.files.get(answersPath) ?? ''));
  const given = folderOf(invocation);
  if (given === undefined && !isAsWritten(before, old))
    throw new UserError(
      [
        `${writtenPath} is missing, so the text that ${from} wrote is not known. Let that version write it again, and name the folder:`,
        ...byHand(from),
      ],
      { status: 1 },
    );
  return { base: { files: content(given ?? old), unproven: new Set() }, from };
}

function isAsWritten({ files }: Repository, written: Files): boolean {
  return [...content(written)].every(([file, text]) => withUnixEnds(files.get(file) ?? '') === text);
}

/**
 * The base of files whose ids are recorded.
 *
 * @param old what this version writes with the answers as they were
 * @param more what is asked for what neither of these has
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

/** What the user's own git has committed. */
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
