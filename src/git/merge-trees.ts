// Merges three trees with git, which follows renames, in a repository of our own that is thrown away.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { answerOf, outputOf } from './answer.ts';
import { mergeFiles } from './merge-files.ts';
import { label, type Answered, type Git, type How, type Merged, type Stage } from './merged.ts';
import { runGit } from './run-git.ts';
import type { Files } from '../repo/files.ts';
import { holdSignals } from '../repo/signals.ts';

/**
 * Merges what became of a base on two sides.
 *
 * @throws UserError with status 3 where git is missing or fails
 */
export async function mergeTrees(base: Files, ours: Files, theirs: Files): Promise<Merged> {
  const folder = mkdtempSync(path.join(tmpdir(), 'create-kube-secure-controller-merge-'));
  const held = holdSignals(() => rmSync(folder, { recursive: true, force: true }));
  const git: Git = (words, how) => runIn(folder, words, how);
  try {
    await git(['init', '--quiet', '--bare', '.']);
    await git(['fast-import', '--quiet', '--done'], { input: historyOf(base, ours, theirs) });
    const words = ['merge-tree', '--write-tree', '-z', '--no-messages', label.ours, label.theirs];
    const { status, output } = await git(words, { accepted: [clean, conflicting, unknownOption] });
    if (status === unknownOption) return await mergeFiles({ base, ours, theirs }, folder, git);
    const [tree = '', ...entries] = output.toString().split('\0');
    return await readResult(git, tree, entries);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    held.release();
  }
}

/** How `merge-tree` ends; git before 2.38 does not know `--write-tree`. */
const [clean, conflicting, unknownOption] = [0, 1, 129];

async function runIn(folder: string, words: readonly string[], { input = '', accepted }: How = {}): Promise<Answered> {
  const environment = { GIT_DIR: folder, GIT_CEILING_DIRECTORIES: path.dirname(folder), ...following };
  const answer = answerOf(await runGit(words, { cwd: folder, input, environment }), words);
  return { status: answer.status, output: outputOf(answer, words, accepted) };
}

/** A new file goes into the folder that its neighbours were moved to; by default git would call that a conflict. */
const following: Readonly<Record<string, string>> = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'merge.directoryRenames',
  GIT_CONFIG_VALUE_0: 'true',
};

/** Three commits for `git fast-import`: https://git-scm.com/docs/git-fast-import. */
function historyOf(base: Files, ours: Files, theirs: Files): string {
  const sides = [commitOf(label.ours, ours, label.base), commitOf(label.theirs, theirs, label.base)];
  return [commitOf(label.base, base), ...sides, 'done\n'].join('');
}

function commitOf(branch: string, files: Files, from?: string): string {
  const head = `commit refs/heads/${branch}\ncommitter update <> 0 +0000\n${dataOf(branch)}`;
  const parent = from === undefined ? '' : `from refs/heads/${from}\ndeleteall\n`;
  const entries = [...files].map(([file, text]) => `M 100644 inline ${JSON.stringify(file)}\n${dataOf(text)}`);
  return `${head}${parent}${entries.join('')}\n`;
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** @param entries `mode id stage\tpath` of every side of a conflict */
async function readResult(git: Git, tree: string, entries: readonly string[]): Promise<Merged> {
  const listed = (await git(['ls-tree', '-r', '-z', '--full-tree', tree])).output.toString().split('\0');
  const whole = listed.flatMap((entry) => {
    const [, id, file] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    return id === undefined || file === undefined ? [] : [{ id, file }];
  });
  const sides = entries.flatMap((entry) => {
    const [, id, stage, file] = /^\d+ ([0-9a-f]+) ([123])\t(.+)$/s.exec(entry) ?? [];
    return id === undefined || file === undefined || !isStage(stage) ? [] : [{ id, stage, file }];
  });
  const texts = await textsOf(git, [...new Set([...whole, ...sides].map(({ id }) => id))]);
  const stages = new Map<string, Map<Stage, string>>();
  for (const { id, stage, file } of sides)
    stages.set(file, (stages.get(file) ?? new Map<Stage, string>()).set(stage, texts.get(id) ?? ''));
  return {
    files: new Map(whole.map(({ id, file }) => [file, texts.get(id) ?? ''])),
    conflicts: [...stages].map(([file, known]) => ({ path: file, stages: known })),
  };
}

function isStage(word: string | undefined): word is Stage {
  return word === '1' || word === '2' || word === '3';
}

async function textsOf(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { output } = await git(['cat-file', '--batch'], { input: ids.map((id) => `${id}\n`).join('') });
  const texts = new Map<string, string>();
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf('\n', at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    texts.set(id, output.subarray(end + 1, end + 1 + size).toString());
    at = end + 1 + size + 1;
  }
  return texts;
}
