// No program that a repository names is started: setting × way in × command.
import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hardenable, pod } from '../cli/hardenable.ts';
import { cli, emptyFolder } from '../cli/run.ts';
import { movedAway } from './git-files.ts';
import { git } from './git.ts';
import { repositoriesWith, settings, together, ways, type Setting } from './git-settings.ts';

const only = ['--only', 'no-service-links'];
const commands: Readonly<Record<string, readonly string[]>> = {
  audit: ['audit', '--rules', 'no-service-links'],
  'audit --since': ['audit', '--since', 'HEAD', '--rules', 'no-service-links'],
  'harden --dry-run': ['harden', '--dry-run', ...only],
  'harden --yes': ['harden', '--yes', ...only],
  'rbac --check --since': ['rbac', '--check', '--since', 'HEAD'],
  'create --force': ['--force', '--yes'],
};

const program = {
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n',
  'src/main.rs': 'fn main() { kube::Client::try_default(); }\n',
};

/** So that git cannot know from its index that nothing changed, and has to look. */
function touched(): string {
  const folder = hardenable({ ...program });
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
