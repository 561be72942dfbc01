// A repository as it was at a revision of git.
import { UserError } from '../errors.ts';
import { isNeverRead, mostBytesOf } from '../repo/read.ts';
import { textOf, tooLong } from '../repo/read-file.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import { outputOf } from './answer.ts';
import { withRepository, type OpenRepository } from './open-repository.ts';

export interface Earlier {
  readonly repository: Repository;
  /** The present name of a file, by its name at that revision, if it was renamed. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * The text files below `root` at a revision.
 *
 * @param unknown the message if git does not know it
 * @throws UserError with status 2 if git does not know the revision, 3 if git cannot be started or fails
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
    // The folder is newer than the revision.
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
 * @throws UserError with status 1 if there is none, 3 if git cannot be started or fails
 */
export async function headOf(root: string): Promise<string> {
  const commit = await withRepository(root, (repository) => commitOf(repository, 'HEAD'));
  if (commit === undefined) throw new UserError(`${root} has no commit yet. Commit it first.`, { status: 1 });
  return commit;
}

/** Undefined if it could be taken for an option. */
async function commitOf({ git }: OpenRepository, revision: string): Promise<string | undefined> {
  if (revision.startsWith('-')) return undefined;
  const { status, stdout } = await git(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  return status === 0 ? stdout.toString().trim() : undefined;
}

interface Blob {
  readonly id: string;
  readonly path: string;
  /** In bytes; not a number if the object is missing. */
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

/** By the rule of git: the two files are mostly equal, and git knows the new one. */
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
  // A short object can contain a text of any length, so the lengths are checked first.
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

/** @throws UserError with status 3 if git fails */
async function output({ git }: OpenRepository, words: readonly string[], input = ''): Promise<Buffer> {
  return outputOf(await git(words, input), words);
}
