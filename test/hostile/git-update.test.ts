// The commands that merge start no program that a repository names, and write nothing through a link.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commit, fromOlder } from '../cli/committed.ts';
import { cli, emptyFolder, tree } from '../cli/run.ts';
import { git } from './git.ts';
import { movedAway } from './git-files.ts';
import { repositoriesWith, together } from './git-ways.ts';

const preset = path.resolve(import.meta.dirname, '../../examples/preset');

/** In this order, on one repository: `update` and `add` leave a conflict, which `--abort` undoes. */
const commands: readonly (readonly string[])[] = [
  ['update', '--check'],
  ['update', '--dry-run'],
  ['update', '--dry-run', '--base', preset],
  ['add', 'owned', 'Secret', '--dry-run'],
  ['audit', '--preset', preset],
  ['harden', '--dry-run', '--preset', preset],
  ['update'],
  ['update', '--continue'],
  ['update', '--abort'],
  ['add', 'owned', 'Secret'],
  ['update', '--abort'],
];

/**
 * One for each way to call git: to compare, to merge, and to restore. These run with all settings by each way: every
 * command opens the repository with one function (`src/git/open-repository.ts`), where the ways differ.
 */
const ofEach = commands.filter((words) => /^update( --check| --continue| --abort)?$/.test(words.join(' ')));

/**
 * A repository with an open conflict in README.md; its attributes are committed, as in a clone. Its user deleted the
 * Rust, which git does not read and which takes half of the time.
 */
async function conflicting(): Promise<string> {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  for (const rust of ['src', 'tests']) rmSync(path.join(folder, rust), { recursive: true });
  const readme = path.join(folder, 'README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace('Old.', 'Mine.'));
  writeFileSync(path.join(folder, '.gitattributes'), '* filter=x diff=x merge=x\n');
  commit(folder);
  return folder;
}

/** The ways of a plain clone, and of a received folder: with every command. */
const whole: ReadonlySet<string> = new Set(['its own .git', 'an embedded bare repository']);

/** The way of the git folder to the user: it is moved, and its path is returned. */
const ways: Readonly<Record<string, (folder: string) => string>> = {
  'its own .git': (folder) => path.join(folder, '.git'),
  'a .git file that leads to a folder inside': (folder) => {
    const inner = path.join(folder, 'target/git');
    mkdirSync(path.dirname(inner));
    renameSync(path.join(folder, '.git'), inner);
    writeFileSync(path.join(folder, '.git'), 'gitdir: target/git\n');
    return inner;
  },
  // In a folder of another repository, as in a clone.
  'an embedded bare repository': (folder) => {
    const inner = path.join(folder, '.git');
    for (const name of ['HEAD', 'objects', 'refs', 'config', 'index'])
      renameSync(path.join(inner, name), path.join(folder, name));
    rmSync(inner, { recursive: true });
    git(path.dirname(folder), 'init', '--quiet');
    git(folder, 'config', '--file', 'config', 'core.worktree', '.');
    return folder;
  },
  ...movedAway,
};

test.each(Object.entries(ways))(
  'in %s no setting starts a program in a command that merges',
  { timeout: 600_000 },
  async (way, put) => {
    const base = await conflicting();
    const started: unknown[] = [];
    for (const list of repositoriesWith('HEAD~:README.md')) {
      const [folder, marks] = [path.join(emptyFolder(), 'app'), emptyFolder()];
      cpSync(base, folder, { recursive: true });
      const gitFolder = put(folder);
      together(list, marks)(gitFolder, '');
      for (const words of whole.has(way) ? commands : ofEach) {
        expect([0, 1, 2, 3]).toContain((await cli(words, folder)).status);
        for (const mark of readdirSync(marks)) {
          started.push([words, list[Number(mark)]?.[0]]);
          rmSync(path.join(marks, mark));
        }
      }
    }
    expect(started).toEqual([]);
  },
);

test('these commands merge, leave a conflict and undo it without such settings', async () => {
  const folder = await conflicting();
  for (const words of commands) {
    await cli(words, folder);
    const unmerged = git(folder, 'ls-files', '--unmerged') !== '';
    expect({ words, unmerged }).toEqual({
      words,
      unmerged: /^(update( --continue)?|add owned Secret)$/.test(words.join(' ')),
    });
  }
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

/** A part of the git folder that points outside. */
const links: Readonly<Record<string, (gitFolder: string, outside: string) => void>> = {
  'the index, to a file that is not there': (folder, outside) => link(folder, 'index', path.join(outside, 'new')),
  'the index, to a file': (folder, outside) => move(folder, 'index', outside),
  'the objects': (folder, outside) => move(folder, 'objects', outside),
  'a folder of objects': (folder, outside) => {
    for (let id = 0; id < 256; id += 1) {
      const name = path.join('objects', id.toString(16).padStart(2, '0'));
      const to = path.join(outside, id.toString(16));
      if (existsSync(path.join(folder, name))) renameSync(path.join(folder, name), to);
      else mkdirSync(to);
      symlinkSync(to, path.join(folder, name));
    }
  },
  'a .git file, to a repository that does not name the folder': (folder, outside) => {
    renameSync(folder, path.join(outside, 'git'));
    writeFileSync(folder, `gitdir: ${path.join(outside, 'git')}\n`);
  },
  'the way of a worktree to another repository': (folder, outside) => {
    cpSync(folder, path.join(outside, 'git'), { recursive: true });
    writeFileSync(path.join(folder, 'commondir'), path.join(outside, 'git'));
  },
  'the git folder': (folder, outside) => {
    renameSync(folder, path.join(outside, 'git'));
    symlinkSync(path.join(outside, 'git'), folder);
  },
};

function link(folder: string, name: string, to: string): void {
  rmSync(path.join(folder, name), { recursive: true });
  symlinkSync(to, path.join(folder, name));
}

function move(folder: string, name: string, outside: string): void {
  cpSync(path.join(folder, name), path.join(outside, name), { recursive: true });
  link(folder, name, path.join(outside, name));
}

test.each(Object.entries(links))('nothing is written through a link: %s', async (_, make) => {
  const [folder, outside] = [await conflicting(), emptyFolder()];
  make(path.join(folder, '.git'), outside);
  const before = tree(outside);
  for (const words of [
    ['add', 'owned', 'Secret'],
    ['update', '--abort'],
  ])
    expect([0, 1, 2, 3]).toContain((await cli(words, folder)).status);
  expect(tree(outside)).toEqual(before);
});
