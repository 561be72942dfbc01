// A run that is killed at a write: each file is as it was or complete, and the next run leaves nothing of it.
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { stagePrefix } from '../../src/repo/stage.ts';
import { hardenable, only } from '../cli/hardenable.ts';
import { emptyFolder, program, tree, type Outcome } from '../cli/run.ts';
import { built, type Built } from './built.ts';
import { repositoryWith } from './repository.ts';

const preload = pathToFileURL(path.join(import.meta.dirname, '../cli/kill-at-write.mjs')).href;
/** How many of the writes of one command are tried, spread over all of them. */
const tried = Number(process.env['KILLS'] ?? 8);

/** What is written → the words, and the folder before. */
const commands: Readonly<Record<string, readonly [readonly string[], () => string]>> = {
  'a new repository': [['app', '--yes'], emptyFolder],
  'other answers, into a repository that was generated': [
    ['.', '--yes', '--force', '--packaging', 'both'],
    () => generated('--packaging', 'kustomize'),
  ],
  'into a directory with work in it': [['.', '--yes', '--force', '--name', 'app'], () => repositoryWith({})],
  'a hardened repository': [['harden', '--yes', '--force', ...only], hardenable],
  'the permissions of a repository': [['rbac', '--write'], () => repositoryWith({})],
};

let here: Built;
beforeAll(async () => {
  here = await built();
});

describe.each(Object.entries(commands))('%s', (_, [words, make]) => {
  test.each([
    ['before a write', {}],
    ['in the middle of a write, or right after it', { KILL_HALF: '1' }],
  ])(
    'killed %s',
    async (_name, how) => {
      const start = make();
      const old = tree(start);
      const whole = copyOf(start);
      const { writes, status: usual } = killed(words, whole, 0, how);
      const now = tree(whole);
      expect(writes).toBeGreaterThan(3);
      expect(now).not.toEqual(old);
      const step = Math.max(1, Math.floor(writes / tried));
      for (let at = 1; at <= writes; at += step) {
        const folder = copyOf(start);
        expect({ at, status: killed(words, folder, at, how).status }).toEqual({ at, status: null });
        const left = tree(folder);
        const mixed = Object.keys(left).filter(
          (file) => !isOurs(file) && left[file] !== old[file] && left[file] !== now[file],
        );
        expect({ at, mixed, gone: Object.keys(old).filter((file) => left[file] === undefined) }).toEqual({
          at,
          mixed: [],
          gone: [],
        });
        const next = await again(words, folder);
        expect({ at, status: next.status, stderr: next.stderr }).toMatchObject({ at, status: usual });
        if (Object.keys(left).some(isOurs))
          expect(next.stderr + next.stdout).toContain('which a run that was killed had left');
        expect({ at, files: tree(folder) }).toEqual({ at, files: now });
        rmSync(folder, { recursive: true });
      }
    },
    600_000,
  );
});

/** A new repository that is there already is no failure of the run before. */
function again(words: readonly string[], folder: string): Promise<Outcome> {
  const isWhole = words[0] === 'app' && Object.keys(tree(folder)).some((file) => file.startsWith('app/'));
  return here(isWhole ? [...words, '--force'] : words, folder);
}

function killed(
  words: readonly string[],
  folder: string,
  at: number,
  how: Readonly<Record<string, string>>,
): { readonly writes: number; readonly status: number | null } {
  const count = path.join(emptyFolder(), 'count');
  writeFileSync(count, '');
  const environment = { NODE_OPTIONS: `--import=${preload}`, KILL_AT: String(at), KILL_COUNT: count, ...how };
  const { status } = program(words, folder, environment);
  return { writes: Number(tree(path.dirname(count))['count']), status };
}

function generated(...words: readonly string[]): string {
  const folder = emptyFolder();
  expect(program(['.', '--yes', '--name', 'app', ...words], folder).status).toBe(0);
  return folder;
}

/** A stage, a lock, or what lies in one. */
function isOurs(file: string): boolean {
  return file.split('/').some((part) => part.startsWith(stagePrefix));
}

function copyOf(folder: string): string {
  const copy = path.join(emptyFolder(), 'a');
  cpSync(folder, copy, { recursive: true });
  return copy;
}
