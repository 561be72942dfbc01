// A folder that becomes a link between the check of a command and its read or write: nothing outside is read or
// changed.
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compare } from '../../src/repo/compare.ts';
import { readCrates } from '../../src/repo/crate-sources.ts';
import { readTextBelow } from '../../src/repo/read-file.ts';
import { readRepository } from '../../src/repo/read.ts';
import { hardenable, only } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';
import { built, type Built } from './built.ts';
import { repositoryWith } from './repository.ts';
import { contentsOf, secret, whileSwapped } from './swap.ts';

/** The number of calls of one command at which a folder is swapped, evenly spread; RACES=9999 takes each. */
const tried = Number(process.env['RACES'] ?? 16);

/** Kind of run → the words, and the folder before. */
const commands: Readonly<Record<string, readonly [readonly string[], () => string | Promise<string>]>> = {
  audit: [['audit', '.', '--json', '--profile', 'auditor'], () => repositoryWith({})],
  'rbac --check': [['rbac', '.', '--check'], () => repositoryWith({})],
  'rbac --write': [['rbac', '.', '--write'], () => repositoryWith({})],
  create: [['.', '--yes', '--force', '--name', 'app'], () => repositoryWith({})],
  'create with other answers': [['.', '--yes', '--force', '--packaging', 'both'], generated],
  harden: [['harden', '.', '--yes', '--force', ...only], hardenable],
  'preset check': [['preset', 'check', 'deploy/preset'], withPreset],
};

let here: Built;
beforeAll(async () => {
  here = await built();
});

describe.each(Object.entries(commands))('%s', (_, [words, make]) => {
  test.each([
    ['the folder of a file', 0],
    ['a parent folder', 1],
  ])(
    'a link that replaces %s leads nowhere',
    async (_name, above) => {
      const start = await make();
      const { calls } = await swapAt(0);
      expect(calls).toBeGreaterThan(3);
      const step = Math.max(1, Math.floor(calls / tried));
      let swaps = 0;
      for (let at = 1; at <= calls; at += step) {
        const { outside, result } = await swapAt(at);
        if (outside === undefined) continue;
        swaps += 1;
        const said = `${result.stdout}${result.stderr}`;
        expect({ at, status: result.status, said }).toEqual({ at, status: expect.toBeOneOf([0, 1, 2, 3]), said });
        expect({ at, said }).not.toMatchObject({ said: expect.stringMatching(/SECRET-OF-THE-USER|please report it/) });
        expect({ at, changed: changedIn(outside) }).toEqual({ at, changed: [] });
      }
      expect(swaps).toBeGreaterThan(0);

      async function swapAt(at: number) {
        const folder = path.join(emptyFolder(), 'app');
        cpSync(start, folder, { recursive: true });
        const swapped = await whileSwapped(folder, { at, above }, () => here(words, folder));
        rmSync(folder, { recursive: true });
        return swapped;
      }
    },
    3_600_000,
  );
});

const readers: Readonly<Record<string, (folder: string) => unknown>> = {
  'the whole repository': (folder) => [...readRepository(folder).files],
  'one file': (folder) => readTextBelow(folder, 'chart/templates/pod.yaml'),
  'what would be written over': (folder) => [
    ...compare({ path: folder, state: 'occupied' }, new Map([['chart/templates/pod.yaml', 'new']])).before,
  ],
  'the sources of a crate': (folder) => [...(readCrates(folder, folder, [serde])[0]?.files ?? [])],
};

describe.each(Object.entries(readers))('%s', (_, read) => {
  test.each([0, 1])('is not read through a link that appears meanwhile, %i levels above', async (above) => {
    let swaps = 0;
    for (let at = 1; ; at += 1) {
      const folder = repositoryWith({
        'vendor/serde/Cargo.toml': 'version = "1.0.0"\n',
        'vendor/serde/src/lib.rs': 'pub fn a() {}\n',
        'vendor/serde/src/de/mod.rs': 'pub fn b() {}\n',
      });
      const { calls, outside, result } = await whileSwapped(folder, { at, above }, async () => {
        try {
          return read(folder);
        } catch (error) {
          return String(error);
        }
      });
      if (calls < at) break;
      if (outside !== undefined) swaps += 1;
      expect({ at, text: JSON.stringify(result) }).not.toMatchObject({ text: expect.stringContaining('SECRET') });
    }
    expect(swaps).toBeGreaterThan(0);
  });
});

const serde = { name: 'serde', version: '1.0.0', source: 'registry+https://github.com/rust-lang/crates.io-index' };

/** Every file has the text and mode of the user, and none was added. */
function changedIn(outside: string): readonly string[] {
  return Object.entries(contentsOf(outside))
    .filter(([, is]) => is !== `100600 ${secret}` && !/^40755 $/.test(is))
    .map(([file, is]) => `${file}: ${is}`);
}

async function generated(): Promise<string> {
  const folder = emptyFolder();
  expect((await here(['.', '--yes', '--name', 'app'], folder)).status).toBe(0);
  return folder;
}

function withPreset(): string {
  return repositoryWith({
    'deploy/preset/package.json': '{"name": "preset", "version": "1.0.0"}\n',
    'deploy/preset/preset.yaml': `files: [{from: files/a/NOTICE, to: NOTICE, mode: exact, reason: it is ours}]\n`,
    'deploy/preset/files/a/NOTICE': 'ours\n',
  });
}
