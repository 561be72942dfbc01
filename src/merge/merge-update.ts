// The result of an update: the user's edits and the text of this version, merged file by file.
import { withEndsOf, withUnixEnds } from '../formats/line-ends.ts';
import type { Files } from '../repo/files.ts';
import type { Base } from './find-base.ts';
import { mergeTrees } from '../git/merge-trees.ts';
import type { Conflict } from '../git/merged.ts';
import { settlePins } from './pins.ts';

export interface Sources {
  /** The present repository. */
  readonly ours: Files;
  /** The text that this version writes with the present answers. */
  readonly theirs: Files;
  /** The text that the recorded version wrote. */
  readonly base: Base;
  /** Paths that cannot be merged, each with its present content, as the end of a sentence. */
  readonly blocked?: ReadonlyMap<string, string>;
}

export interface Update {
  /** The new and changed files, with markers at conflicts. */
  readonly changed: Files;
  readonly removed: readonly string[];
  readonly conflicts: readonly Conflict[];
  /** The files that stay as they are, although the update would change them. */
  readonly left: readonly Left[];
}

export interface Left {
  readonly path: string;
  readonly why: string;
  /** Whether a person must decide before the repository is up to date. */
  readonly undecided: boolean;
  /** No source has the original text. */
  readonly isUnproven?: true;
}

/** cargo writes this file, and a merge of two dependency graphs would not be one. */
export const lock = 'Cargo.lock';

/**
 * Merges. It drops no line that the user added or changed: each stays as it is, or becomes part of a conflict.
 *
 * @throws UserError with status 3 if git is missing or fails
 */
export async function mergeUpdate({ ours, theirs, base, blocked = new Map() }: Sources): Promise<Update> {
  const isLockEdited = base.files.has(lock) && plain(ours.get(lock)) !== base.files.get(lock);
  const hasOwnLock = ours.has(lock) && (isLockEdited || base.unproven.has(lock));
  const unmerged = new Set([...base.unproven, ...blocked.keys(), ...(hasOwnLock ? [lock] : [])]);
  const sides = sidesOf(ours, theirs, base.files, unmerged);
  const { files, conflicts } = await mergeTrees(sides.base, sides.ours, sides.theirs);
  const result = new Map(files);
  // A path that no older version wrote is new, even if git sees a moved file.
  for (const { path, stages } of conflicts) if (isDeletedHere(stages) && base.files.has(path)) result.delete(path);
  const ends = [...result].map(([path, text]): [string, string] => [path, withEndsOf(text, ours.get(path))]);
  const changed = new Map(ends.filter(([path, text]) => text !== ours.get(path)));
  return {
    changed,
    removed: [...sides.ours.keys()].filter((path) => !result.has(path)),
    conflicts: conflicts.filter(({ stages }) => stages.has('2') && stages.has('3')),
    left: [
      ...[...base.unproven].flatMap((path) => undecided(path, ours, theirs)),
      ...[...blocked].map(([path, why]) => passedBy(path, why, base.files.get(path) !== theirs.get(path))),
      ...conflicts.flatMap(({ path, stages }) => (isDeletedThere(stages) ? [leftOver(path)] : [])),
      ...(hasOwnLock && changed.has('Cargo.toml') ? [staleLock] : []),
    ],
  };
}

type Trees = Readonly<Record<'base' | 'ours' | 'theirs', Files>>;

/** The three trees with every pin decided and the same line ends. */
function sidesOf(ours: Files, theirs: Files, base: Files, unmerged: ReadonlySet<string>): Trees {
  const trees = { base: new Map<string, string>(), ours: new Map<string, string>(), theirs: new Map<string, string>() };
  for (const path of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    if (unmerged.has(path)) continue;
    const settled = settlePins(path, {
      base: base.get(path),
      ours: plain(ours.get(path)),
      theirs: theirs.get(path),
    });
    for (const side of ['base', 'ours', 'theirs'] as const) {
      const text = settled[side];
      if (text !== undefined) trees[side].set(path, text);
    }
  }
  return trees;
}

function passedBy(path: string, why: string, undecided: boolean): Left {
  return { path, why: `${why}, so it was not merged`, undecided };
}

function isDeletedHere(stages: Conflict['stages']): boolean {
  return !stages.has('2') && stages.has('3');
}

function isDeletedThere(stages: Conflict['stages']): boolean {
  return stages.has('2') && !stages.has('3');
}

function leftOver(path: string): Left {
  return {
    path,
    why: 'was edited, and nothing writes it any more: remove it if you no longer need it',
    undecided: false,
  };
}

const staleLock: Left = {
  path: lock,
  why: 'is as cargo left it, and Cargo.toml changed: run `cargo update --workspace`',
  undecided: false,
};

/** For a file without a base: nothing if there is nothing to decide. */
function undecided(path: string, ours: Files, theirs: Files): readonly Left[] {
  const [own, other] = [plain(ours.get(path)), theirs.get(path)];
  if (path === lock || own === undefined || own === other) return [];
  const why =
    other === undefined
      ? 'is written no more, and nothing tells whether you edited it'
      : 'differs from what this version writes, and nothing tells which lines are yours';
  return [{ path, why, undecided: true, isUnproven: true }];
}

function plain(text: string | undefined): string | undefined {
  return text && withUnixEnds(text);
}
