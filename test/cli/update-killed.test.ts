// An update that is killed at a write: each file is old or new, the record is never ahead of the files, and --abort
// restores everything.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { pendingPath } from '../../src/commands/update/pending.ts';
import { writtenPath } from '../../src/scaffold/written.ts';
import { commit, committed, fromOlder, git, ownFiles } from './committed.ts';
import { cli, emptyFolder, program } from './run.ts';

const preload = pathToFileURL(path.join(import.meta.dirname, 'kill-at-write.mjs')).href;
/** The number of writes to try, evenly spread. */
const tried = Number(process.env['KILLS'] ?? 4);

function killed(
  words: readonly string[],
  folder: string,
  at: number,
): { readonly writes: number; readonly status: number | null } {
  const count = path.join(emptyFolder(), 'count');
  writeFileSync(count, '');
  const { status } = program(words, folder, {
    NODE_OPTIONS: `--import=${preload}`,
    KILL_AT: String(at),
    KILL_COUNT: count,
  });
  return { writes: Number(readFileSync(count, 'utf8')), status };
}

test.each([
  ['an update', ['update', '--no-metrics'], () => committed()],
  ['an addition', ['add', 'owned', 'Secret'], () => committed()],
  ['an update with a conflict', ['update'], withConflict],
] as const)('%s', { timeout: 3_600_000 }, async (_, words, make) => {
  const folder = await make();
  const old = ownFiles(folder);
  const { writes } = killed(words, folder, 0);
  const now = ownFiles(folder);
  expect(writes).toBeGreaterThan(20);
  restore(folder);
  const step = Math.max(1, Math.floor(writes / tried));
  for (let at = 1; at <= writes; at += step) {
    expect(killed(words, folder, at).status).toBe(null);
    const between = Object.entries(ownFiles(folder)).filter(([file]) => !isOfTheProgram(file));
    expect({ at, mixed: between.filter(([file, text]) => text !== old[file] && text !== now[file]) }).toEqual({
      at,
      mixed: [],
    });
    if (Object.fromEntries(between)[writtenPath] !== old[writtenPath])
      expect({ at, files: between }).toEqual({
        at,
        files: Object.entries(now).filter(([file]) => !isOfTheProgram(file)),
      });
    if (ownFiles(folder)[pendingPath] !== undefined)
      expect(await cli(['update', '--abort'], folder)).toMatchObject({ status: 0 });
    // The next run removes the leftovers of a killed one, and prints nothing else.
    const { stderr } = await cli(words, folder);
    expect({ at, stderr: stderr.replace(/^Removed .*, which a killed run had left\.\n/gm, '') }).toEqual({
      at,
      stderr: '',
    });
    expect({ at, files: ownFiles(folder) }).toEqual({ at, files: now });
    restore(folder);
  }
});

function restore(folder: string): void {
  git(folder, 'reset', '--quiet', '--hard');
  git(folder, 'clean', '--quiet', '--force', '-d');
}

/** Its journal and its staged files. */
function isOfTheProgram(file: string): boolean {
  return file === pendingPath || file.startsWith('.create-kube-secure-controller-');
}

async function withConflict(): Promise<string> {
  const folder = await fromOlder({ 'README.md': 'Old.', 'src/lib.rs': '//! Old.' });
  const readme = path.join(folder, 'README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace('Old.', 'Mine.'));
  commit(folder);
  return folder;
}
