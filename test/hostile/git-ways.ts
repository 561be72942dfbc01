// How the settings of a repository get to the user, and the settings in as few repositories as possible.
import { cpSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pod } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';
import { git } from './git.ts';
import { movedAway } from './git-files.ts';
import { fetching, settings, type Setting } from './git-settings.ts';

const recursing = [
  ['submodule.recurse', 'true'],
  ['submodule.sub.active', 'true'],
  ['submodule.sub.url', './sub'],
  ['submodule.sub.ignore', 'none'],
  ['status.submoduleSummary', 'true'],
  ['diff.submodule', 'diff'],
  ['diff.ignoreSubmodules', 'none'],
  ['fetch.recurseSubmodules', 'true'],
  ['push.recurseSubmodules', 'check'],
] as const;

/** The way of the git folder to the user: creates a directory, and returns the one for the command line. */
export const ways: Readonly<Record<string, (folder: string, setting: Setting, mark: string) => string>> = {
  'its own .git': (folder, setting, mark) => {
    setting(path.join(folder, '.git'), mark);
    return '.';
  },
  // As in a plain clone: no `.git`, and `core.worktree` points to the files next to it.
  'an embedded bare repository': (folder, setting, mark) => {
    const inner = path.join(folder, 'sub');
    cpSync(path.join(folder, '.git'), inner, { recursive: true });
    writeFileSync(path.join(inner, 'pod.yaml'), pod);
    git(inner, 'config', '--file', path.join(inner, 'config'), 'core.bare', 'false');
    git(inner, 'config', '--file', path.join(inner, 'config'), 'core.worktree', '.');
    setting(inner, mark);
    return 'sub';
  },
  'a submodule': (folder, setting, mark) => {
    const inner = path.join(folder, 'sub');
    mkdirSync(inner);
    cpSync(path.join(folder, '.git'), path.join(inner, '.git'), { recursive: true });
    writeFileSync(path.join(inner, 'pod.yaml'), `${pod}# changed\n`);
    const commit = git(inner, 'rev-parse', 'HEAD').trim();
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    git(folder, 'commit', '--quiet', '--message', 'b');
    setting(path.join(inner, '.git'), mark);
    // Makes git look into submodules, and do the same there.
    for (const [key, value] of recursing) git(folder, 'config', key, value);
    return '.';
  },
  'a repository of SHA-256': (folder, setting, mark) => {
    rmSync(path.join(folder, '.git'), { recursive: true });
    git(folder, 'init', '--quiet', '--template=', '--object-format=sha256');
    git(folder, 'add', '.');
    git(folder, 'commit', '--quiet', '--message', 'a');
    utimesSync(path.join(folder, 'pod.yaml'), 1, 1);
    setting(path.join(folder, '.git'), mark);
    return '.';
  },
  'its own .git with its objects in another folder': (folder, setting, mark) => {
    const [objects, elsewhere] = [path.join(folder, '.git/objects'), path.join(emptyFolder(), 'objects')];
    renameSync(objects, elsewhere);
    mkdirSync(path.join(objects, 'info'), { recursive: true });
    writeFileSync(path.join(objects, 'info/alternates'), `${elsewhere}\n`);
    setting(path.join(folder, '.git'), mark);
    return '.';
  },
  'its own .git, which names another work tree': (folder, setting, mark) => {
    const elsewhere = path.join(emptyFolder(), 'tree');
    cpSync(folder, elsewhere, { recursive: true, filter: (file) => !file.endsWith('.git') });
    git(folder, 'config', 'core.worktree', elsewhere);
    writeFileSync(path.join(elsewhere, 'pod.yaml'), `${pod}# elsewhere\n`);
    setting(path.join(folder, '.git'), mark);
    return '.';
  },
  ...Object.fromEntries(
    Object.entries(movedAway).map(([name, move]) => [
      name,
      (folder: string, setting: Setting, mark: string) => {
        setting(move(folder), mark);
        return '.';
      },
    ]),
  ),
};

/**
 * The settings in as few repositories as possible, with a mark for each. Neighbours in the table set the same keys, so
 * they are never together. Settings that fetch an object are together, because git asks each remote in turn, and alone,
 * because a command may end early without an object.
 *
 * @param object that the promisors are asked for
 */
export function repositoriesWith(object: string): readonly (readonly (readonly [string, Setting])[])[] {
  const others = Object.entries(settings).filter(([name]) => !name.endsWith('of a promisor'));
  return [
    ...[0, 1, 2, 3, 4].map((group) => others.filter((_, at) => at % 5 === group)),
    Object.entries(fetching(object)),
  ];
}

/** All of them in one git folder, each with its place in the list as its mark. */
export function together(list: readonly (readonly [string, Setting])[], marks: string): Setting {
  return (folder) => {
    for (const [at, [, setting]] of list.entries()) setting(folder, path.join(marks, String(at)));
  };
}
