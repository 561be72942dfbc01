// Repositories whose `.git` is a file that points to another folder.
import { cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emptyFolder } from '../cli/run.ts';
import { git } from './git.ts';

/**
 * Moves the git folder out of a repository, leaves a file that points to it, and returns the path of its configuration.
 */
export const movedAway: Readonly<Record<string, (folder: string) => string>> = {
  'a folder elsewhere that a .git file names': (folder) => {
    const elsewhere = path.join(emptyFolder(), 'git');
    renameSync(path.join(folder, '.git'), elsewhere);
    writeFileSync(path.join(folder, '.git'), `gitdir: ${elsewhere}\n`);
    return elsewhere;
  },
  // As `git submodule` does: the folder points back to the files.
  'the modules of the parent repository, from a submodule': (folder) => {
    const modules = path.join(emptyFolder(), '.git/modules');
    mkdirSync(modules, { recursive: true });
    renameSync(path.join(folder, '.git'), path.join(modules, 'sub'));
    writeFileSync(path.join(folder, '.git'), `gitdir: ${path.relative(folder, path.join(modules, 'sub'))}\n`);
    git(folder, 'config', '--file', path.join(modules, 'sub/config'), 'core.worktree', folder);
    return path.join(modules, 'sub');
  },
  // As `git worktree add` does: the settings come from the main repository, and from its own folder.
  'the repository that a worktree belongs to': (folder) => {
    const common = path.join(emptyFolder(), '.git');
    const own = path.join(common, 'worktrees/app');
    renameSync(path.join(folder, '.git'), common);
    mkdirSync(own, { recursive: true });
    for (const name of ['HEAD', 'index']) cpSync(path.join(common, name), path.join(own, name));
    writeFileSync(path.join(own, 'commondir'), '../..\n');
    writeFileSync(path.join(own, 'gitdir'), `${path.join(folder, '.git')}\n`);
    symlinkSync('../../config.worktree', path.join(own, 'config.worktree'));
    writeFileSync(path.join(folder, '.git'), `gitdir: ${own}\n`);
    return common;
  },
};
