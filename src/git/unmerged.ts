// Conflicts in the index of git, where `git status`, `git mergetool` and editors find them.
import { outputOf } from './answer.ts';
import { withRepository, type OpenRepository } from './open-repository.ts';
import { awaitWritable } from './writable.ts';

export interface Sides {
  readonly path: string;
  /** The text of each side by its stage: 1 base, 2 ours, 3 theirs. */
  readonly stages: ReadonlyMap<string, string>;
}

/**
 * Makes each path an unmerged entry of the index, like a merge by git.
 *
 * @param root the folder in which the paths start
 * @throws UserError with status 3 if git refuses
 */
export async function markUnmerged(root: string, conflicts: readonly Sides[]): Promise<void> {
  await changeIndex(root, async ({ run, prefixed, absent }) => {
    const lines: string[] = [];
    for (const { path, stages } of conflicts) {
      lines.push(absent(prefixed(path)));
      for (const [stage, text] of stages) {
        const id = (await run(['hash-object', '-w', '--stdin'], text)).trim();
        lines.push(`100644 ${id} ${stage}\t${prefixed(path)}`);
      }
    }
    return lines;
  });
}

/** Restores the entries of the last commit for the paths. */
export async function resetEntries(root: string, paths: readonly string[]): Promise<void> {
  await changeIndex(root, async ({ run, prefixed, absent }) => {
    const listed = (await run(['ls-tree', '-r', '-z', '--full-tree', 'HEAD'])).split('\0');
    const committed = new Map(
      listed.flatMap((entry): (readonly [string, string])[] => {
        const [, mode = '', id = '', path] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
        return path === undefined ? [] : [[path, `${mode} ${id} 0\t${path}`]];
      }),
    );
    return paths.map(prefixed).flatMap((path) => [absent(path), committed.get(path) ?? []].flat());
  });
}

/** Conflicting paths below a directory in the index. */
export async function unmergedPaths(root: string): Promise<readonly string[]> {
  const words = ['ls-files', '--unmerged', '-z', '--', '.'];
  const answer = await withRepository(root, ({ git }) => git(words));
  const entries = answer === undefined ? [] : outputOf(answer, words).toString().split('\0');
  return [...new Set(entries.flatMap((entry) => entry.match(/\t(.+)$/s)?.[1] ?? []))];
}

/**
 * Waits until the index can be written, before work that needs it.
 *
 * @throws UserError with status 1 if another git does not release it, or a link leads out of the repository
 */
export async function awaitIndex(root: string): Promise<void> {
  await withRepository(root, awaitWritable);
}

interface Repository {
  readonly run: (words: readonly string[], input?: string) => Promise<string>;
  readonly prefixed: (path: string) => string;
  /** The line that removes a path from the index. */
  readonly absent: (path: string) => string;
}

async function changeIndex(
  root: string,
  linesOf: (repository: Repository) => Promise<readonly string[]>,
): Promise<void> {
  await withRepository(root, async (open) => {
    await awaitWritable(open);
    const run = runIn(open);
    const nothing = (await run(['hash-object', '--stdin'])).trim().replaceAll(/./g, '0');
    const lines = await linesOf({
      run,
      prefixed: (path) => (open.prefix === '' ? path : `${open.prefix}/${path}`),
      absent: (path) => `0 ${nothing}\t${path}`,
    });
    await awaitWritable(open);
    await run(['update-index', '-z', '--index-info'], lines.map((line) => `${line}\0`).join(''));
  });
}

function runIn({ git, index }: OpenRepository): Repository['run'] {
  return async (words, input = '') => outputOf(await git(words, input, { GIT_INDEX_FILE: index }), words).toString();
}
