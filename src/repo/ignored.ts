// The files that git ignores in a directory, determined without git.
import path from 'node:path';
import { excludeIn, gitFolderOf, trackedIn, type GitFolder } from './git-folder.ts';
import { ignoreRules, isIgnoredBy, type IgnoreRule } from './gitignore.ts';
import { readText } from './read-file.ts';

/** Whether a path below the root is ignored. */
export type IsIgnored = (below: string, isFolder: boolean) => boolean;

/**
 * As git does with its .gitignore files and .git/info/exclude: a tracked file is never ignored, a file in an ignored
 * folder always is, the nearest ignore file decides, and its last matching line. Nothing is ignored without git, or
 * if the root itself is ignored.
 */
export function ignoredIn(root: string): IsIgnored {
  const repository = gitFolderOf(root);
  if (repository === undefined) return () => false;
  const tracked = trackedIn(repository);
  const rulesOf = remembering((folder) => rulesIn(repository, folder));
  const isFolderIgnored = remembering(
    (folder): boolean =>
      folder !== '.' && (isFolderIgnored(path.posix.dirname(folder)) || verdictOf(folder, true, rulesOf) === true),
  );
  const prefix = path.relative(repository.top, root).replaceAll('\\', '/');
  if (prefix !== '' && !tracked.has(prefix) && isFolderIgnored(prefix)) return () => false;
  return (below, isFolder) => {
    const file = prefix === '' ? below : `${prefix}/${below}`;
    if (tracked.has(file)) return false;
    if (isFolder) return isFolderIgnored(file);
    return isFolderIgnored(path.posix.dirname(file)) || verdictOf(file, false, rulesOf) === true;
  };
}

/** Tries the folder of the path first, then those above it. */
function verdictOf(
  file: string,
  isFolder: boolean,
  rulesOf: (folder: string) => readonly IgnoreRule[],
): boolean | undefined {
  const names = file.split('/');
  for (let depth = names.length - 1; depth >= 0; depth -= 1) {
    const verdict = isIgnoredBy(rulesOf(names.slice(0, depth).join('/')), names.slice(depth), isFolder);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

/** Those of info/exclude come first, because the last match decides. */
function rulesIn(repository: GitFolder, folder: string): readonly IgnoreRule[] {
  const text = readText(path.join(repository.top, folder, '.gitignore'));
  const own = text.why === undefined ? ignoreRules(text.content) : [];
  return folder === '' ? [...ignoreRules(excludeIn(repository)), ...own] : own;
}

function remembering<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
