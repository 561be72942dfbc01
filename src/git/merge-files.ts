// The merge for a git before 2.38, which cannot merge trees without a work tree: file by file, with the user's renames.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../repo/files.ts';
import { label, type Conflict, type Git, type Merged, type Stage } from './merged.ts';

export interface Trees {
  readonly base: Files;
  readonly ours: Files;
  readonly theirs: Files;
}

/**
 * Merges as `merge-tree` does, except for a new file whose neighbours all moved to another folder: it does not follow
 * them.
 *
 * @param folder the temporary repository with the branches
 * @throws UserError with status 3 if git fails
 */
export async function mergeFiles({ base, ours, theirs }: Trees, folder: string, git: Git): Promise<Merged> {
  const renames = await renamesOf(git, theirs);
  const goals = new Set(renames.values());
  const files = new Map<string, string>();
  const conflicts: Conflict[] = [];
  for (const file of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    if (goals.has(file)) continue;
    const goal = renames.get(file);
    const sides = { base: base.get(file), ours: ours.get(goal ?? file), theirs: theirs.get(file) };
    const isKept = goal !== undefined && sides.theirs === undefined;
    const { text, isConflict } = isKept ? { text: sides.ours, isConflict: true } : await mergeFile(sides, folder, git);
    if (text !== undefined) files.set(goal ?? file, text);
    if (isConflict) conflicts.push({ path: goal ?? file, stages: stagesOf(sides) });
  }
  return { files, conflicts };
}

/**
 * The new name of each file that the user renamed, by its old one; a name that was written again is no longer that
 * file's.
 */
async function renamesOf(git: Git, theirs: Files): Promise<ReadonlyMap<string, string>> {
  const words = ['diff-tree', '-r', '-z', '--find-renames', '--diff-filter=R', '--name-status', label.base, label.ours];
  // `R100`, old name, new name, each with a NUL at its end.
  const parts = (await git(words)).output.toString().split('\0');
  const pairs = parts.flatMap((part, at): (readonly [string, string])[] =>
    at % 3 === 0 && part !== '' ? [[parts[at + 1] ?? '', parts[at + 2] ?? '']] : [],
  );
  return new Map(pairs.filter(([, goal]) => !theirs.has(goal)));
}

type Sides = Readonly<Record<'base' | 'ours' | 'theirs', string | undefined>>;

interface MergedFile {
  /** Undefined if the file is deleted. */
  readonly text: string | undefined;
  readonly isConflict: boolean;
}

async function mergeFile({ base, ours, theirs }: Sides, folder: string, git: Git): Promise<MergedFile> {
  if (ours === theirs || theirs === base) return { text: ours, isConflict: false };
  if (ours === base) return { text: theirs, isConflict: false };
  if (ours === undefined || theirs === undefined) return { text: ours ?? theirs, isConflict: true };
  const order = [label.ours, label.base, label.theirs];
  for (const [at, text] of [ours, base ?? '', theirs].entries())
    writeFileSync(path.join(folder, order[at] ?? ''), text);
  const words = ['merge-file', '--stdout', ...order.flatMap((name) => ['-L', name]), ...order];
  const { status, output } = await git(words, { accepted: numbersOfConflicts });
  return { text: output.toString(), isConflict: status > 0 };
}

/** https://git-scm.com/docs/git-merge-file: more than 127 conflicts give 127, and an error gives 255. */
const numbersOfConflicts = Array.from({ length: 128 }, (_, number) => number);

function stagesOf({ base, ours, theirs }: Sides): ReadonlyMap<Stage, string> {
  const sides: readonly (readonly [Stage, string | undefined])[] = [
    ['1', base],
    ['2', ours],
    ['3', theirs],
  ];
  return new Map(sides.flatMap(([stage, text]): [Stage, string][] => (text === undefined ? [] : [[stage, text]])));
}
