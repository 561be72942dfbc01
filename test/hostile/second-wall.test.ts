// The arguments of each git call protect by themselves: here git finds the repository and reads all its settings, which
// the first wall (`src/git/open-repository.ts`) prevents.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runGit } from '../../src/git/run-git.ts';
import { hardenable } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';
import { git } from './git.ts';
import { fetching, settings, type Setting } from './git-settings.ts';
import { ways } from './git-ways.ts';

afterEach(() => vi.unstubAllEnvs());

const calls = ['status', 'update-index --refresh', 'cat-file -p HEAD:pod.yaml'].map((words) => words.split(' '));

const ofFiles = ['core.fsmonitor', 'core.fsmonitor by include.path', 'core.hooksPath', 'the hooks of .git/hooks'];
const traps: readonly (readonly [string, Setting])[] = [
  ...Object.entries(settings).filter(([name]) => ofFiles.includes(name)),
  ...Object.entries(fetching('HEAD:pod.yaml')),
];

/** A repository with a file that git has to read, and the directory in which git starts. */
function trapped(way: string, setting: Setting): { readonly cwd: string; readonly mark: string } {
  const [folder, mark] = [hardenable(), path.join(emptyFolder(), 'ran')];
  const place = ways[way]?.(folder, setting, mark) ?? '.';
  touch(folder);
  return { cwd: path.join(folder, place), mark };
}

/** Makes the index outdated; the index of an embedded repository has no file. */
function touch(folder: string): void {
  const [file, now] = [path.join(folder, 'pod.yaml'), (seconds += 1)];
  if (existsSync(file)) utimesSync(file, now, now);
}
let seconds = 0;

test.each([
  ...traps.map(([name, setting]) => [name, 'its own .git', setting] as const),
  ['core.fsmonitor', 'an embedded bare repository', settings['core.fsmonitor'] ?? (() => {})] as const,
])('git starts no program by %s in %s', async (_, way, setting) => {
  const { cwd, mark } = trapped(way, setting);
  for (const words of calls) await runGit(words, { cwd });
  expect(existsSync(mark)).toBe(false);
  // The trap works: plain git starts the program once there is a file to read again.
  touch(cwd);
  for (const words of calls) spawnSync('git', words, { cwd });
  expect(existsSync(mark)).toBe(true);
});

test('git does not accept an embedded bare repository', async () => {
  const { cwd } = trapped('an embedded bare repository', () => {});
  const words = ['rev-parse', '--absolute-git-dir'];
  expect(spawnSync('git', words, { cwd }).stdout.toString().trim()).toBe(realpathSync(cwd));
  expect((await runGit(words, { cwd })).stderr).toContain('safe.bareRepository');
});

test('a git without GIT_CONFIG_GLOBAL takes no settings from a home inside the repository', async () => {
  const [folder, mark] = [hardenable(), path.join(emptyFolder(), 'ran')];
  writeFileSync(path.join(folder, '.gitconfig'), `[filter "x"]\n\tclean = "touch ${mark}; cat"\n`);
  writeFileSync(path.join(folder, '.gitattributes'), '* filter=x\n');
  vi.stubEnv('HOME', folder);
  vi.stubEnv('PATH', `${withoutGlobal()}${path.delimiter}${process.env['PATH'] ?? ''}`);
  touch(folder);
  await runGit(['status'], { cwd: folder });
  expect(existsSync(mark)).toBe(false);
  spawnSync('git', ['status'], { cwd: folder });
  expect(existsSync(mark)).toBe(true);
});

test('git writes no trace if a home inside the repository asks for one', async () => {
  const [folder, mark] = [hardenable(), path.join(emptyFolder(), 'ran')];
  writeFileSync(path.join(folder, '.gitconfig'), `[trace2]\n\teventTarget = ${mark}\n\tnormalTarget = ${mark}\n`);
  vi.stubEnv('HOME', folder);
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  for (const words of calls) await runGit(words, { cwd: folder });
  expect(existsSync(mark)).toBe(false);
  spawnSync('git', ['status'], { cwd: folder });
  expect(existsSync(mark)).toBe(true);
});

/** Acts like a git before 2.32, as far as variables go. */
function withoutGlobal(): string {
  const [folder, real] = [emptyFolder(), path.join(git('.', '--exec-path').trim(), 'git')];
  writeFileSync(path.join(folder, 'git'), `#!/bin/sh\nunset GIT_CONFIG_GLOBAL\nexec '${real}' "$@"\n`, { mode: 0o755 });
  return folder;
}
