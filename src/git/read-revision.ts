// A repository as it was at a revision of git.
import { UserError } from '../errors.ts';
import { isNeverRead, mostBytesOf } from '../repo/read.ts';
import { textOf, tooLong } from '../repo/read-file.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import { outputOf } from './answer.ts';
import { withRepository, type OpenRepository } from './open-repository.ts';

export interface Earlier {
  readonly repository: Repository;
  /** What a file is called now, by its path then, where it was renamed. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * The text files below `root` at a revision.
 *
 * @param unknown what is said where git does not know it
 * @throws UserError with status 2 when git does not know the revision, 3 when git cannot be started or fails
 */
export async function readRevision(
  root: string,
  revision: string,
  unknown = unknownSince(root, revision),
): Promise<Earlier> {
  const found = await withRepository(root, async (repository): Promise<Earlier | undefined> => {
    const commit = await commitOf(repository, revision);
    if (commit === undefined) return undefined;
    const tree = `${commit}:${repository.prefix}`;
    // A folder that is new since then.
    if ((await repository.git(['rev-parse', '--verify', '--quiet', tree])).status === 1)
      return { repository: repositoryOf([]), renamed: new Map() };
    const blobs = await blobsOf(repository, tree);
    return { repository: await contents(repository, blobs), renamed: await renamesSince(repository, commit) };
  });
  if (found !== undefined) return found;
  throw new UserError(unknown, { status: 2 });
}

function unknownSince(root: string, revision: string): string {
  return `--since "${revision}" is no revision that git knows in ${root}. Name a commit, branch or tag; in CI fetch it first.`;
}

/**
 * The id of the last commit.
 *
 * @throws UserError with status 1 where there is none, 3 when git cannot be started or fails
 */
export async function headOf(root: string): Promise<string> {
  const commit = await withRepository(root, (repository) => commitOf(repository, 'HEAD'));
  if (commit === undefined) throw new UserError(`${root} has no commit yet. Commit it first.`, { status: 1 });
  return commit;
}

/** Nothing where it could be taken for an option. */
async function commitOf({ git }: OpenRepository, revision: string): Promise<string | undefined> {
  if (revision.startsWith('-')) return undefined;
  const { status, stdout } = await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return status === 0 ? stdout.toString().trim() : undefined;
}

interface Blob {
  readonly id: string;
  readonly path: string;
  /** In bytes; not a number where the object is not here. */
  readonly size: number;
}

async function blobsOf(repository: OpenRepository, tree: string): Promise<readonly Blob[]> {
  return (await output(repository, ['ls-tree', '-r', '-l', '-z', '--full-tree', tree]))
    .toString()
    .split('\0')
    .flatMap((entry): readonly Blob[] => {
      const [, id, size, path] = /^100\d+ blob ([0-9a-f]+) +(\S+)\t(.+)$/s.exec(entry) ?? [];
      return id === undefined || path === undefined ? [] : [{ id, path, size: Number(size) }];
    })
    .filter(({ path }) => !isNeverRead(path));
}

/** As git sees it: the two files are alike for the most part, and the new one is known to git. */
async function renamesSince(repository: OpenRepository, commit: string): Promise<ReadonlyMap<string, string>> {
  const plain = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=all'];
  const list = ['--name-status', '--relative', '-M', '--diff-filter=R', '-z'];
  const words = (await output(repository, ['diff', ...plain, ...list, commit, '--', '.'])).toString().split('\0');
  return new Map(
    words.flatMap((word, index) =>
      /^R\d+$/.test(word) && index % 3 === 0 ? [[words[index + 1] ?? '', words[index + 2] ?? ''] as const] : [],
    ),
  );
}

async function contents(repository: OpenRepository, blobs: readonly Blob[]): Promise<Repository> {
  const files: [string, string][] = [];
  const skipped: Skipped[] = [];
  // A short object can hold a text of any length, so that lengths are looked at first.
  const short = blobs.filter(({ size, path }) => !(size > mostBytesOf(path)));
  for (const { path, size } of blobs)
    if (size > mostBytesOf(path)) skipped.push({ path, why: tooLong(mostBytesOf(path)).why, failed: true });
  const all = await output(repository, ['cat-file', '--batch'], short.map(({ id }) => `${id}\n`).join(''));
  let at = 0;
  for (const { id, path } of short) {
    const end = all.indexOf('\n', at);
    const size = Number(all.subarray(at, end).toString().split(' ')[2]);
    if (!Number.isInteger(size))
      throw new UserError(`git does not have ${path} as it was (${id}): fetch it first, or name another revision.`, {
        status: 3,
      });
    const text = textOf(all.subarray(end + 1, end + 1 + size), mostBytesOf(path));
    if (text.why === undefined) files.push([path, text.content]);
    else skipped.push({ path, why: text.why, failed: true });
    at = end + 1 + size + 1;
  }
  return repositoryOf(files, skipped);
}

/** @throws UserError with status 3 where git fails */
async function output({ git }: OpenRepository, words: readonly string[], input = ''): Promise<Buffer> {
  return outputOf(await git(words, input), words);
}
