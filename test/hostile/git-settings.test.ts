// No program that a repository names is started: setting × way in × command.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hardenable, pod } from '../cli/hardenable.ts';
import { cli, emptyFolder, program } from '../cli/run.ts';
import { movedAway } from './git-files.ts';
import { git, touched } from './git.ts';
import { settings, type Setting } from './git-settings.ts';
import { repositoriesWith, together, ways } from './git-ways.ts';

const built = pathToFileURL(path.resolve(import.meta.dirname, '../../dist/cli.cjs')).href;
const only = ['--only', 'no-service-links'];
const commands: Readonly<Record<string, readonly string[]>> = {
  audit: ['audit', '--rules', 'no-service-links'],
  'audit --since': ['audit', '--since', 'HEAD', '--rules', 'no-service-links'],
  'harden --dry-run': ['harden', '--dry-run', ...only],
  'harden --yes': ['harden', '--yes', ...only],
  'rbac --check --since': ['rbac', '--check', '--since', 'HEAD'],
  'create --force': ['--force', '--yes'],
};

const lists = repositoriesWith('HEAD:pod.yaml');
const none: Setting = () => {};
let usual: Promise<readonly Status[]> | undefined;

describe.each(Object.entries(ways))('in %s', (way, put) => {
  test('no setting starts a program, or prevents the answer of a command', { timeout: 200_000 }, async () => {
    const started: string[] = [];
    const plain = await statuses(put, none, Object.keys(commands), () => {});
    const plainOf = async (names: readonly string[]) =>
      names.length === plain.length ? plain : statuses(put, none, names, () => {});
    if (way in movedAway) expect(plain).toEqual(await usualOnes());
    for (const [at, list] of lists.entries()) {
      const marks = emptyFolder();
      const names = commandsFor(way, at);
      const said = await statuses(put, together(list, marks), names, (command) => {
        for (const mark of readdirSync(marks)) {
          started.push(`${command}: ${list[Number(mark)]?.[0]}`);
          rmSync(path.join(marks, mark));
        }
      });
      // Without an object some end early. One command sees the files of the previous one, so the same commands are
      // compared.
      if (list !== lists.at(-1)) expect({ list, said }).toEqual({ list, said: await plainOf(names) });
    }
    expect(started).toEqual([]);
  });
});

function usualOnes(): Promise<readonly Status[]> {
  usual ??= statuses(ways['its own .git'] ?? (() => '.'), none, Object.keys(commands), () => {});
  return usual;
}

/**
 * Every command with every setting, for the ways of a plain clone or a received folder. The other ways are checked in
 * one place before any command (`src/git/open-repository.ts`), so pairs are enough: each setting by each way, and each
 * command by each way.
 */
function commandsFor(way: string, at: number): readonly string[] {
  const isWhole = way === 'its own .git' || way === 'an embedded bare repository';
  return Object.keys(commands).filter((_, index) => isWhole || index % 3 === at % 3);
}

type Way = (typeof ways)[string];
type Status = readonly [command: string, status: number | null];

/** The exit statuses of each command in a repository with a setting. */
async function statuses(
  put: Way,
  setting: Setting,
  names: readonly string[],
  after: (command: string) => void,
): Promise<readonly Status[]> {
  const folder = touched();
  const place = put(folder, setting, '');
  const said: Status[] = [];
  for (const command of names) {
    const [first = '', ...rest] = commands[command] ?? [];
    const words = first.startsWith('-') ? [place, first, ...rest] : [first, place, ...rest];
    said.push([command, (await cli(words, folder)).status]);
    after(command);
  }
  return said;
}

/** The places of a program named git in the repository → the PATH that would find it first. */
const paths: Readonly<Record<string, (folder: string) => string>> = {
  // As `npm exec` sets it.
  'node_modules/.bin': (folder) => path.join(folder, 'node_modules/.bin'),
  tools: (folder) => path.join(folder, 'tools'),
  '.': () => '.',
  'an empty value, which means the current folder': () => '',
  'a relative folder': () => 'tools',
  'a link to the repository': (folder) => {
    const link = path.join(emptyFolder(), 'link');
    symlinkSync(folder, link);
    return path.join(link, 'tools');
  },
};

/**
 * One place looks for git (`src/git/find-git.ts`) for all commands, so pairs are enough: each way with one command, and
 * each command once.
 */
const rows = Object.entries(paths).map(([name, first], at) => [name, first, at] as const);
test.each(rows)('a program named git in the repository is not started: %s', (_, first, at) => {
  const [folder, mark] = [touched(), path.join(emptyFolder(), 'ran')];
  for (const place of ['.', 'tools', 'node_modules/.bin']) {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, 'git'), `#!/bin/sh\ntouch ${mark}\nexit 1\n`, { mode: 0o755 });
  }
  const PATH = `${first(folder)}${path.delimiter}${process.env['PATH']}`;
  const words = (place: string): readonly string[] =>
    [
      ['audit', place, '--since', 'HEAD', '--rules', 'no-service-links'],
      ['harden', place, '--yes', '--force', ...only],
    ][at % 2] ?? [];
  expect(program(words('.'), folder, { PATH }).status).toBeLessThan(2);
  // As a careful user does, who starts the program in another directory.
  expect(program(words(folder), emptyFolder(), { PATH }).status).toBeLessThan(2);
  expect(existsSync(mark)).toBe(false);
  // The trap works: a lookup in that PATH starts it.
  spawnSync('git', ['status'], { cwd: folder, env: { PATH } });
  expect(existsSync(mark)).toBe(true);
});

test('a text above the size limit is not read from the history', () => {
  const folder = touched();
  writeFileSync(path.join(folder, 'long.yaml'), '#'.repeat(200_000_000));
  git(folder, '-c', 'core.looseCompression=1', 'add', '.');
  git(folder, 'commit', '--quiet', '--message', 'b');
  rmSync(path.join(folder, 'long.yaml'));
  const run = `
    const { main } = await import(${JSON.stringify(built)});
    process.exitCode = await main(['audit', '--since', 'HEAD', '--rules', 'no-service-links']);
    console.error(process.resourceUsage().maxRSS);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', run], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^\d+\n$/) });
  // It was more than 500 MB.
  expect(Number(stderr)).toBeLessThan(200_000);
});

test('an embedded bare repository is refused with a reason', async () => {
  const folder = hardenable();
  const place = ways['an embedded bare repository']?.(folder, () => {}, '') ?? '';
  for (const words of [
    ['harden', place, '--yes', ...only],
    ['audit', place, '--since', 'HEAD'],
  ])
    expect(await cli(words, folder)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('laid out as a bare repository'),
    });
});

test('a filter hides nothing: a text that it would remove counts as a change', async () => {
  const folder = hardenable();
  settings['a filter that cleans']?.(path.join(folder, '.git'), path.join(folder, '.git/ran'));
  writeFileSync(path.join(folder, 'pod.yaml'), `${pod}# mine\n`);
  expect(await cli(['harden', '--yes', ...only], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('uncommitted changes'),
  });
});

test('a missing object is an error, never a clean tree', async () => {
  const folder = touched();
  settings['core.sshCommand of a promisor']?.(path.join(folder, '.git'), path.join(folder, '.git/ran'));
  const { status, stderr } = await cli(['audit', '--since', 'HEAD'], folder);
  expect(status).toBe(3);
  expect(stderr).toMatch(/git/);
});

test('no command writes into the git folder', async () => {
  const folder = touched();
  const index = () => git(folder, 'hash-object', '--no-filters', '.git/index');
  const before = index();
  for (const words of Object.values(commands).filter(([first]) => first === 'audit')) await cli(words, folder);
  await cli(['harden', '--yes', '--force', ...only], folder);
  expect(index()).toBe(before);
});
