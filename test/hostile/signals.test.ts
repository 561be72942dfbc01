// A signal during writes ends the run by that signal, with whole files, no lock, and no leftovers.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { pendingPath } from '../../src/commands/update/pending.ts';
import { stagePrefix } from '../../src/repo/stage.ts';
import { fromOlder, ownFiles } from '../cli/committed.ts';
import { fill, hardenable, only } from '../cli/hardenable.ts';
import { bin, emptyFolder } from '../cli/run.ts';
import { built, type Built } from './built.ts';
import { deploymentsIn, lines, pod } from './many.ts';
import { repositoryWith } from './repository.ts';

const preload = pathToFileURL(path.join(import.meta.dirname, '../cli/kill-at-write.mjs')).href;

/** Kind of output → the words, and the folder before. */
const commands: Readonly<Record<string, readonly [readonly string[], () => string | Promise<string>]>> = {
  'a new repository': [['app', '--yes'], emptyFolder],
  'a new repository in a directory with other work': [
    ['.', '--yes', '--force', '--name', 'app'],
    () => repositoryWith({}),
  ],
  'a hardened repository': [['harden', '--yes', '--force', ...only], hardenable],
  'the permissions of a repository': [['rbac', '--write'], () => repositoryWith({})],
  'an update': [['update'], () => fromOlder({ 'README.md': 'Old.', Dockerfile: '# Old.' })],
  'another answer': [['add', 'owned', 'Secret'], () => fromOlder({})],
};

/** The signals, and the status of each in a shell: 128 plus its number. */
const signals = { SIGINT: 130, SIGKILL: 137, SIGTERM: 143, SIGHUP: 129 } as const;

/** The number of writes of one command that get a signal, in turn; SIGNALS=9999 sends each signal at every write. */
const tried = Number(process.env['SIGNALS'] ?? 4);

let here: Built;
beforeAll(async () => {
  here = await built();
});

describe.each(Object.entries(commands))('%s', (_, [words, make]) => {
  test('ends cleanly at a signal', async () => {
    const start = await make();
    const old = ownFiles(start);
    const whole = copyOf(start);
    const { writes } = told(words, whole, 0, '');
    const now = ownFiles(whole);
    expect(writes).toBeGreaterThan(3);
    for (const [at, signal] of timesIn(writes)) {
      const status = signals[signal];
      const folder = copyOf(start);
      const ended = told(words, folder, at, signal);
      // No process can clean up after SIGKILL; the next run does.
      const wanted = { status, temporary: signal === 'SIGKILL' ? ended.temporary : [], writes: ended.writes };
      expect({ at, ...ended }).toEqual({ at, ...wanted });
      const left = ownFiles(folder);
      const isOther = (file: string): boolean => left[file] !== old[file] && left[file] !== now[file];
      const mixed = Object.keys({ ...left, ...old }).filter((file) => isOther(file) && !isOurs(file));
      expect({ at, mixed }).toEqual({ at, mixed: [] });
      if (signal !== 'SIGKILL') expect({ at, ours: Object.keys(left).filter(isOurs) }).toEqual({ at, ours: [] });
      if (left[pendingPath] !== undefined) expect((await here(['update', '--abort'], folder)).status).toBe(0);
      const isOver = Object.keys({ ...left, ...now }).every((file) => left[file] === now[file]);
      if (!isOver) expect(await here(words, folder)).toMatchObject({ status: expect.toBeOneOf([0, 1]) });
      expect({ at, files: ownFiles(folder) }).toEqual({ at, files: now });
    }
  }, 3_600_000);
});

test('a signal during long work without a pause ends it at once', async () => {
  const folder = emptyFolder();
  fill(folder, { 'base/a.yaml': deploymentsIn(lines(150, pod)), 'base/kustomization.yaml': 'resources: [a.yaml]\n' });
  for (const name of ['a', 'b', 'c', 'd'])
    fill(folder, { [`${name}/kustomization.yaml`]: `resources: [../base]\nnamePrefix: ${name}-\n` });
  const child = spawn(process.execPath, [bin, 'harden', '--yes', '--dry-run'], { cwd: folder });
  let patch = '';
  child.stdout.on('data', (data) => (patch += data));
  // It prints what it has read, and then plans the changes.
  child.stderr.once('data', () => child.kill('SIGTERM'));
  const [, signal] = await once(child, 'close');
  expect({ signal, patch }).toEqual({ signal: 'SIGTERM', patch: '' });
});

function timesIn(writes: number): readonly (readonly [number, keyof typeof signals])[] {
  const names = Object.keys(signals) as (keyof typeof signals)[];
  if (tried >= writes)
    return Array.from({ length: writes }, (_, at) => names.map((name) => [at + 1, name] as const)).flat();
  return Array.from({ length: tried }, (_, one) => [
    1 + Math.floor((one / (tried - 1)) * (writes - 1)),
    names[one % names.length] ?? 'SIGINT',
  ]);
}

/** A stage, a lock, a file inside one, or the journal of an update: SIGKILL may leave these for the next run. */
function isOurs(file: string): boolean {
  return file === pendingPath || file.split('/').some((part) => part.startsWith(stagePrefix));
}

/** Runs it in a separate shell, with a separate folder for temporary files. */
function told(words: readonly string[], folder: string, at: number, signal: string) {
  const [count, temporary] = [path.join(emptyFolder(), 'count'), emptyFolder()];
  writeFileSync(count, '');
  const env = {
    ...process.env,
    NODE_OPTIONS: `--import=${preload}`,
    KILL_AT: String(at),
    KILL_COUNT: count,
    KILL_SIGNAL: signal,
    TMPDIR: temporary,
  };
  const shell = spawnSync('sh', ['-c', '"$0" "$@"; exit $?', process.execPath, bin, ...words], { cwd: folder, env });
  const writes = Number(ownFiles(path.dirname(count))['count']);
  return { status: shell.status, writes, temporary: readdirSync(temporary) };
}

function copyOf(folder: string): string {
  const copy = path.join(emptyFolder(), 'app');
  cpSync(folder, copy, { recursive: true });
  return copy;
}
