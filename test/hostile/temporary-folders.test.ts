// A signal right after a run created a temporary folder, or while a program works in one: the run removes the folder.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commit, fromOlder, git } from '../cli/committed.ts';
import { fill } from '../cli/hardenable.ts';
import { bin, emptyFolder } from '../cli/run.ts';

const preload = pathToFileURL(path.join(import.meta.dirname, '../cli/told-at-start.mjs')).href;

/** The commands that work in temporary folders, and the folder. With --dry-run, each run finds the same repository. */
const commands: Readonly<Record<string, readonly [readonly string[], () => Promise<string>]>> = {
  'create in a clone': [['.', '--yes', '--dry-run', '--force', '--name', 'app'], clone],
  'audit of what is new': [['audit', '--since', 'HEAD~1'], older],
  harden: [['harden', '--yes', '--dry-run'], older],
  'rbac since a revision': [['rbac', '--check', '--since', 'HEAD~1'], older],
  update: [['update', '--dry-run'], older],
  'another answer': [['add', 'owned', 'Secret', '--dry-run'], older],
};

async function clone(): Promise<string> {
  const folder = emptyFolder();
  fill(folder, { 'NOTES.md': 'Notes.\n' });
  git(folder, 'init', '--quiet', '--template=');
  git(folder, 'remote', 'add', 'origin', 'https://github.com/me/app.git');
  commit(folder);
  return folder;
}

async function older(): Promise<string> {
  const folder = await fromOlder({ 'README.md': 'Old.', Dockerfile: '# Old.' });
  fill(folder, { 'docs/more.md': 'More.\n' });
  commit(folder);
  return folder;
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

describe.each(Object.entries(commands))('%s', (_, [words, make]) => {
  test.each(['folder', 'program'])(
    'a signal at each new %s leaves no temporary folder',
    async (when) => {
      const folder = await make();
      const { count } = told(words, folder, when, 0, 'SIGTERM');
      expect(count).toBeGreaterThan(0);
      for (let at = 1; at <= count; at += 1) {
        const signal = signals[at % signals.length] ?? 'SIGTERM';
        expect(told(words, folder, when, at, signal)).toEqual({ signal, left: [], count: Number.NaN });
      }
    },
    300_000,
  );
});

/** Runs the program with its own folder for temporary files. */
function told(words: readonly string[], cwd: string, when: string, at: number, signal: NodeJS.Signals) {
  const [count, temporary] = [path.join(emptyFolder(), 'count'), emptyFolder()];
  const env = {
    ...process.env,
    NODE_OPTIONS: `--import=${preload}`,
    TELL_AT: String(at),
    TELL_WHEN: when,
    TELL_SIGNAL: signal,
    TELL_COUNT: count,
    TMPDIR: temporary,
  };
  const { signal: ended } = spawnSync(process.execPath, [bin, ...words], { cwd, env });
  return { signal: ended, left: readdirSync(temporary), count: numberIn(count) };
}

/** Not a number if the program did not finish. */
function numberIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return Number.NaN;
  }
}
