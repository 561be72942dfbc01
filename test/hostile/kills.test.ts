// A run that is killed at a write: each file is old or complete, and the next run removes all leftovers.
import fs, { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { stagePrefix } from '../../src/repo/stage.ts';
import { recordPaths } from '../../src/scaffold/written.ts';
import { hardenable, only } from '../cli/hardenable.ts';
import { emptyFolder, program, tree, type Outcome } from '../cli/run.ts';
import { built, type Built } from './built.ts';
import { repositoryWith } from './repository.ts';

const preload = pathToFileURL(path.join(import.meta.dirname, '../cli/kill-at-write.mjs')).href;
/** The number of writes of one command at which a process is killed and run again, evenly spread. */
const tried = Number(process.env['KILLS'] ?? 8);

type Tree = ReturnType<typeof tree>;

/** Kind of output → the words, and the folder before. */
const commands: Readonly<Record<string, readonly [readonly string[], () => string]>> = {
  'a new repository': [['app', '--yes'], emptyFolder],
  'other answers, into a repository that was generated': [
    ['.', '--yes', '--force', '--packaging', 'both'],
    () => generated('--packaging', 'kustomize'),
  ],
  'a new repository in a directory with other work': [
    ['.', '--yes', '--force', '--name', 'app'],
    () => repositoryWith({}),
  ],
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
    ['during a write, or right after it', { KILL_HALF: '1' }],
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
        expect({ at, ...spoiled(folder, old, now, words[0] === 'harden') }).toEqual({
          at,
          mixed: [],
          gone: [],
          outOfOrder: [],
        });
        const next = await again(words, folder);
        expect({ at, status: next.status, stderr: next.stderr }).toMatchObject({ at, status: usual });
        if (Object.keys(left).some(isOurs)) expect(next.stderr + next.stdout).toContain('which a killed run had left');
        expect({ at, files: tree(folder) }).toEqual({ at, files: now });
        rmSync(folder, { recursive: true });
      }
    },
    3_600_000,
  );
});

/** The writes of a whole run, repeated one by one: the state after each is the one that a kill after it leaves. */
describe.each(Object.entries(commands))('%s', (_, [words, make]) => {
  test.each([
    ['between two writes', false],
    ['during a write', true],
  ])('killed %s, at each of them', (_name, inTheMiddle) => {
    const start = make();
    const [whole, again] = [copyOf(start), copyOf(start)];
    const old = tree(start);
    const log = path.join(emptyFolder(), 'log');
    const { writes } = killed(words, whole, 0, { KILL_LOG: log });
    const now = tree(whole);
    const steps = readWrites(log, whole, again);
    // Writes inside a removal are not separate steps.
    expect(steps.length).toBeGreaterThan(writes - 5);
    for (const [at, { name, words: given }] of steps.entries()) {
      const [file, content, ...rest] = given;
      if (inTheMiddle && name === 'writeFileSync' && typeof content === 'string') {
        write(name, [file, content.slice(0, content.length / 2), ...rest]);
        expect({ at, ...spoiled(again, old, now, words[0] === 'harden') }).toEqual({
          at,
          mixed: [],
          gone: [],
          outOfOrder: [],
        });
        // Some files are created only if they do not exist.
        rmSync(String(file));
      }
      write(name, given);
      if (!inTheMiddle)
        expect({ at, ...spoiled(again, old, now, words[0] === 'harden') }).toEqual({
          at,
          mixed: [],
          gone: [],
          outOfOrder: [],
        });
    }
    expect(tree(again)).toEqual(now);
  });
});

interface Write {
  readonly name: string;
  readonly words: readonly unknown[];
}

/** The writes of a run in one folder, translated to another. */
function readWrites(log: string, from: string, to: string): readonly Write[] {
  const written: readonly (readonly [string, ...unknown[]])[] = JSON.parse(tree(path.dirname(log))['log'] ?? '');
  const moved = (word: unknown): unknown =>
    typeof word === 'string' && word.startsWith(from) ? `${to}${word.slice(from.length)}` : word;
  return written.map(([name, ...words]) => ({ name, words: words.map(moved) }));
}

function write(name: string, words: readonly unknown[]): void {
  const real: unknown = Reflect.get(fs, name);
  if (typeof real !== 'function') throw new Error(`${name} is no function of node:fs`);
  Reflect.apply(real, fs, words);
}

/**
 * User files that are neither old nor complete, missing ones, and records that are ahead of a file. harden writes its
 * record first, so that the next run completes its files.
 */
function spoiled(
  folder: string,
  old: Tree,
  now: Tree,
  isFirst: boolean,
): { readonly mixed: readonly string[]; readonly gone: readonly string[]; readonly outOfOrder: readonly string[] } {
  const left = tree(folder);
  const others = Object.keys(now).filter((file) => !recordPaths.includes(file) && old[file] !== now[file]);
  const isAhead = (record: string): boolean =>
    isFirst
      ? left[record] !== now[record] && others.some((file) => left[file] !== old[file])
      : left[record] !== old[record] && others.some((file) => left[file] !== now[file]);
  return {
    mixed: Object.keys(left).filter((file) => !isOurs(file) && left[file] !== old[file] && left[file] !== now[file]),
    gone: Object.keys(old).filter((file) => left[file] === undefined),
    outOfOrder: recordPaths.filter(isAhead),
  };
}

/** A new repository that already exists is not a failure of the run before. */
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

/** A stage, a lock, or a file inside one. */
function isOurs(file: string): boolean {
  return file.split('/').some((part) => part.startsWith(stagePrefix));
}

function copyOf(folder: string): string {
  const copy = path.join(emptyFolder(), 'a');
  cpSync(folder, copy, { recursive: true });
  return copy;
}
