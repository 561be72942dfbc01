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
import { storedBaseIn } from '../../scaffold/stored-base.ts';
import { writtenFrom, writtenPath } from '../../scaffold/written.ts';

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
  if (written !== undefined)
    return { base: await provenBase(root, before, written.files, old, invocation), from: written.generator };
  // A version that kept no record, or somebody took it away: the folder that the user names. That this version has the same
  // number proves nothing, for it keeps a record; only where every file is as it writes them nothing is left to tell.
  const from = generatorAt(versionIn(before.files.get(answersPath) ?? ''));
  const given = folderOf(invocation);
  if (given === undefined && !isAsWritten(before, old))
    throw new UserError(
      [
        `${writtenPath} is not here, so nothing tells what ${from} wrote. Let that version write it anew, and name the folder:`,
        `  mkdir ../written && cp ${answersPath} ../written/ && npx ${from} ../written --force --yes`,
        '  create-kube-secure-controller update --base ../written',
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
 */
export function provenBase(
  root: string,
  before: Repository,
  recorded: ReadonlyMap<string, string>,
  old: Files,
  invocation: Named,
): Promise<Base> {
  const stored = storedBaseIn(before.files.get(writtenPath) ?? '');
  const given = folderOf(invocation);
  return findBase(recorded, [() => old, () => stored, ...(given === undefined ? [] : [() => given]), blobsOf(root)]);
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
    const history = await readHistory(root, new Set(wanted.keys()));
    return new Map(
      [...wanted].flatMap(([file, id]): (readonly [string, string])[] => {
        const text = texts.get(id) ?? history.get(file)?.find((one) => blobIdOf(one) === id);
        return text === undefined ? [] : [[file, text]];
      }),
    );
  };
}
