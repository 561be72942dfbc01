// Merges three trees with git, which follows renames, in a temporary repository of our own.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { blobIdOf } from '../formats/blob-id.ts';
import { answerOf, outputOf } from './answer.ts';
import { mergeFiles } from './merge-files.ts';
import { label, type Answered, type Git, type How, type Merged, type Stage } from './merged.ts';
import { runGit } from './run-git.ts';
import type { Files } from '../repo/files.ts';
import { withTemporaryFolder } from '../repo/temporary-folder.ts';

/**
 * Merges the two results of a base. If one side changed nothing, git is not needed.
 *
 * @throws UserError with status 3 if git is missing or fails
 */
export async function mergeTrees(base: Files, ours: Files, theirs: Files): Promise<Merged> {
  if (isSame(base, theirs) || isSame(ours, theirs)) return { files: ours, conflicts: [] };
  if (isSame(base, ours)) return { files: theirs, conflicts: [] };
  return withTemporaryFolder('merge', async (folder) => {
    const git: Git = (words, how) => runIn(folder, words, how);
    makeRepository(folder);
    await git(['fast-import', '--quiet', '--done'], { input: historyOf(base, ours, theirs) });
    const words = ['merge-tree', '--write-tree', '-z', '--no-messages', label.ours, label.theirs];
    const { status, output } = await git(words, { accepted: [clean, conflicting, unknownOption] });
    if (status === unknownOption) return mergeFiles({ base, ours, theirs }, folder, git);
    const [tree = '', ...entries] = output.toString().split('\0');
    return readResult(git, tree, { entries, known: textsById([base, ours, theirs]) });
  });
}

/** The statuses of `merge-tree`; git before 2.38 does not know `--write-tree`. */
const [clean, conflicting, unknownOption] = [0, 1, 129];

async function runIn(folder: string, words: readonly string[], { input = '', accepted }: How = {}): Promise<Answered> {
  const environment = { GIT_DIR: folder, GIT_CEILING_DIRECTORIES: path.dirname(folder) };
  const answer = answerOf(await runGit(words, { cwd: folder, input, environment }), words);
  return { status: answer.status, output: outputOf(answer, words, accepted) };
}

function isSame(one: Files, other: Files): boolean {
  return one.size === other.size && [...one].every(([file, text]) => other.get(file) === text);
}

/** The files of `git init` that git requires: https://git-scm.com/docs/gitrepository-layout. */
function makeRepository(folder: string): void {
  for (const name of ['objects', 'refs']) mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(path.join(folder, 'config'), settings);
}

/**
 * A new file goes into the folder to which its neighbours moved; by default git would report a conflict. The other
 * settings save time on a repository that exists for moments: the import stays one pack, which is neither small nor
 * synced to the disk.
 */
const settings = [
  '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tcompression = 0\n\tfsync = none\n',
  '[merge]\n\tdirectoryRenames = true\n',
  '[fastimport]\n\tunpackLimit = 1\n',
].join('');

/** Three commits for `git fast-import`: https://git-scm.com/docs/git-fast-import. */
function historyOf(base: Files, ours: Files, theirs: Files): string {
  const sides = [commitOf(label.ours, base, ours), commitOf(label.theirs, base, theirs)];
  return [commitOf(label.base, new Map(), base), ...sides, 'done\n'].join('');
}

/** The deletions of a branch come first, because a folder may replace a file. */
function commitOf(branch: string, before: Files, files: Files): string {
  const head = `commit refs/heads/${branch}\ncommitter update <> 0 +0000\n${dataOf(branch)}`;
  const parent = branch === label.base ? '' : `from refs/heads/${label.base}\n`;
  const gone = [...before.keys()].flatMap((file) => (files.has(file) ? [] : [`D ${quoted(file)}\n`]));
  const entries = [...files].flatMap(([file, text]) =>
    before.get(file) === text ? [] : [`M 100644 inline ${quoted(file)}\n${dataOf(text)}`],
  );
  return `${head}${parent}${gone.join('')}${entries.join('')}\n`;
}

/** Quoted as in C, which has other escapes than JSON. */
function quoted(file: string): string {
  const escaped = file.replaceAll(
    /[\u0000-\u001f"\\\u007f]/g,
    (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${escaped}"`;
}

function dataOf(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** Every text that git got, by its name in git. */
function textsById(trees: readonly Files[]): ReadonlyMap<string, string> {
  return new Map([...new Set(trees.flatMap((tree) => [...tree.values()]))].map((text) => [blobIdOf(text), text]));
}

interface Result {
  /** `mode id stage\tpath` of every side of a conflict. */
  readonly entries: readonly string[];
  /** Texts that need no request to git. */
  readonly known: ReadonlyMap<string, string>;
}

async function readResult(git: Git, tree: string, { entries, known }: Result): Promise<Merged> {
  const listed = (await git(['ls-tree', '-r', '-z', '--full-tree', tree])).output.toString().split('\0');
  const whole = listed.flatMap((entry) => {
    const [, id, file] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    return id === undefined || file === undefined ? [] : [{ id, file }];
  });
  const sides = entries.flatMap((entry) => {
    const [, id, stage, file] = /^\d+ ([0-9a-f]+) ([123])\t(.+)$/s.exec(entry) ?? [];
    return id === undefined || file === undefined || !isStage(stage) ? [] : [{ id, stage, file }];
  });
  const unknown = new Set([...whole, ...sides].map(({ id }) => id).filter((id) => !known.has(id)));
  const texts = new Map([...known, ...(await textsOf(git, [...unknown]))]);
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
  if (ids.length === 0) return new Map();
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
