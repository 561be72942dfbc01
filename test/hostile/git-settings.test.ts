// No program that a repository names is started: setting × way in × command.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { hardenable, pod } from '../cli/hardenable.ts';
import { cli, emptyFolder, program } from '../cli/run.ts';
import { movedAway } from './git-files.ts';
import { git } from './git.ts';
import { repositoriesWith, settings, together, ways, type Setting } from './git-settings.ts';

const built = pathToFileURL(path.resolve(import.meta.dirname, '../../dist/cli.js')).href;
const only = ['--only', 'no-service-links'];
const commands: Readonly<Record<string, readonly string[]>> = {
  audit: ['audit', '--rules', 'no-service-links'],
  'audit --since': ['audit', '--since', 'HEAD', '--rules', 'no-service-links'],
  'harden --dry-run': ['harden', '--dry-run', ...only],
  'harden --yes': ['harden', '--yes', ...only],
  'rbac --check --since': ['rbac', '--check', '--since', 'HEAD'],
  'create --force': ['--force', '--yes'],
};

const controller = {
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n',
  'src/main.rs': 'fn main() { kube::Client::try_default(); }\n',
};

/** So that git cannot know from its index that nothing changed, and has to look. */
function touched(): string {
  const folder = hardenable({ ...controller });
  utimesSync(path.join(folder, 'pod.yaml'), 1, 1);
  return folder;
}

describe.each(Object.entries(ways))('in %s', (_, put) => {
  test('no setting starts a program, or keeps a command from its answer', { timeout: 200_000 }, async () => {
    const started: string[] = [];
    const plain = await statuses(
      put,
      () => {},
      () => {},
    );
    for (const list of repositoriesWith('HEAD:pod.yaml')) {
      const marks = emptyFolder();
      const said = await statuses(put, together(list, marks), (command) => {
        for (const mark of readdirSync(marks)) {
          started.push(`${command}: ${list[Number(mark)]?.[0]}`);
          rmSync(path.join(marks, mark));
        }
      });
      if (list.length > 1) expect({ list, said }).toEqual({ list, said: plain });
    }
    expect(started).toEqual([]);
  });

  test('git itself, asked plainly, would have started one: the trap works', () => {
    const [folder, mark] = [touched(), path.join(emptyFolder(), 'ran')];
    const place = put(folder, settings['core.fsmonitor'] ?? (() => {}), mark);
    git(path.join(folder, place), '-c', 'safe.bareRepository=all', 'status');
    expect(existsSync(mark)).toBe(true);
  });
});

test.each(Object.keys(movedAway))('in a repository with %s every command works as in any other', async (name) => {
  const all = await Promise.all(
    ['its own .git', name].map((way) =>
      statuses(
        ways[way] ?? (() => '.'),
        () => {},
        () => {},
      ),
    ),
  );
  expect(all[1]).toEqual(all[0]);
});

type Way = (typeof ways)[string];

/** How each command ends in a repository with a setting. */
async function statuses(put: Way, setting: Setting, after: (command: string) => void): Promise<readonly unknown[]> {
  const folder = touched();
  const place = put(folder, setting, '');
  const said: unknown[] = [];
  for (const [command, [first = '', ...rest]] of Object.entries(commands)) {
    const words = first.startsWith('-') ? [place, first, ...rest] : [first, place, ...rest];
    said.push([command, (await cli(words, folder)).status]);
    after(command);
  }
  return said;
}

/** Where the repository has a program named git → the PATH that would find it first. */
const paths: Readonly<Record<string, (folder: string) => string>> = {
  // As `npm exec` sets it.
  'node_modules/.bin': (folder) => path.join(folder, 'node_modules/.bin'),
  tools: (folder) => path.join(folder, 'tools'),
  '.': () => '.',
  'nothing, which is the same': () => '',
  'a relative folder': () => 'tools',
  'a link to the repository': (folder) => {
    const link = path.join(emptyFolder(), 'link');
    symlinkSync(folder, link);
    return path.join(link, 'tools');
  },
};

test.each(Object.entries(paths))('a program named git of the repository is not started: %s', (_, first) => {
  const [folder, mark] = [touched(), path.join(emptyFolder(), 'ran')];
  for (const place of ['.', 'tools', 'node_modules/.bin']) {
    mkdirSync(path.join(folder, place), { recursive: true });
    writeFileSync(path.join(folder, place, 'git'), `#!/bin/sh\ntouch ${mark}\nexit 1\n`, { mode: 0o755 });
  }
  const PATH = `${first(folder)}${path.delimiter}${process.env['PATH']}`;
  for (const words of [
    ['audit', '.', '--since', 'HEAD', '--rules', 'no-service-links'],
    ['harden', '.', '--yes', '--force', ...only],
  ])
    expect(program(words, folder, { PATH }).status).toBeLessThan(2);
  expect(existsSync(mark)).toBe(false);
  // The trap works: whoever takes the first of that PATH starts it.
  spawnSync('git', ['status'], { cwd: folder, env: { PATH } });
  expect(existsSync(mark)).toBe(true);
});

test('a text that is longer than any file is not taken out of the history', () => {
  const folder = touched();
  writeFileSync(path.join(folder, 'long.yaml'), '#'.repeat(200_000_000));
  git(folder, 'add', '.');
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
  // It was 500 MB and more.
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

test('a filter hides nothing: what it would have cleaned away is a change', async () => {
  const folder = hardenable();
  settings['a filter that cleans']?.(path.join(folder, '.git'), path.join(folder, '.git/ran'));
  writeFileSync(path.join(folder, 'pod.yaml'), `${pod}# mine\n`);
  expect(await cli(['harden', '--yes', ...only], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('not committed'),
  });
});

test('an object that is missing is an error, never a clean tree', async () => {
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
