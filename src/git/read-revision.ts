// A repository as it was at a revision of git.
import { spawnSync } from 'node:child_process';
import { UserError } from '../errors.ts';
import { isNeverRead, mostBytesOf } from '../repo/read.ts';
import { textOf, tooLong } from '../repo/read-file.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';

export interface Earlier {
  readonly repository: Repository;
  /** What a file is called now, by its path then, where it was renamed. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * The text files below `root` at a revision.
 *
 * @throws UserError with status 2 when git does not know the revision, 3 when git cannot be started
 */
export function readRevision(root: string, revision: string): Earlier {
  const commit = resolve(root, revision);
  const tree = `${commit}:${prefix(root)}`;
  // A folder that is new since then.
  if (run(root, ['rev-parse', '--verify', '--quiet', tree]).status !== 0)
    return { repository: repositoryOf([]), renamed: new Map() };
  const blobs = git(root, ['ls-tree', '-r', '-z', '--full-tree', tree])
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const match = /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry);
      return match?.[1] === undefined || match[2] === undefined ? [] : [{ id: match[1], path: match[2] }];
    })
    .filter(({ path }) => !isNeverRead(path));
  return { repository: contents(root, blobs), renamed: renamesSince(root, commit) };
}

/** As git sees it: the two files are alike for the most part, and the new one is known to git. */
function renamesSince(root: string, commit: string): ReadonlyMap<string, string> {
  const words = git(root, ['diff', '--name-status', '--relative', '-M', '--diff-filter=R', '-z', commit, '--', '.'])
    .toString()
    .split('\0');
  return new Map(
    words.flatMap((word, index) =>
      /^R\d+$/.test(word) && index % 3 === 0 ? [[words[index + 1] ?? '', words[index + 2] ?? ''] as const] : [],
    ),
  );
}

/** Refused when it could be taken for an option. */
function resolve(root: string, revision: string): string {
  const found = revision.startsWith('-')
    ? undefined
    : run(root, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (found?.status === 0) return found.stdout.toString().trim();
  throw new UserError(
    `--since "${revision}" is no revision that git knows in ${root}. Name a commit, branch or tag; in CI fetch it first.`,
    { status: 2 },
  );
}

function prefix(root: string): string {
  return git(root, ['rev-parse', '--show-prefix']).toString().trim();
}

function contents(root: string, blobs: readonly { readonly id: string; readonly path: string }[]): Repository {
  const output = git(root, ['cat-file', '--batch'], blobs.map(({ id }) => `${id}\n`).join(''));
  const files: [string, string][] = [];
  const skipped: Skipped[] = [];
  let at = 0;
  for (const { path } of blobs) {
    const end = output.indexOf('\n', at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    const most = mostBytesOf(path);
    const text = size > most ? tooLong(most) : textOf(output.subarray(end + 1, end + 1 + size), most);
    if (text.why === undefined) files.push([path, text.content]);
    else skipped.push({ path, why: text.why, failed: true });
    at = end + 1 + size + 1;
  }
  return repositoryOf(files, skipped);
}

function git(root: string, words: readonly string[], input = ''): Buffer {
  const { status, stdout, stderr } = run(root, words, input);
  if (status !== 0)
    throw new UserError(`git ${words[0]} failed in ${root}: ${stderr.toString().trim()}`, { status: 3 });
  return stdout;
}

function run(root: string, words: readonly string[], input = '') {
  const result = spawnSync('git', [...words], { cwd: root, input, maxBuffer: 1 << 30 });
  if (result.error !== undefined)
    throw new UserError(`git could not be started: ${result.error.message}.`, { status: 3, cause: result.error });
  return result;
}
