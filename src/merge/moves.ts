// An update with moved files: the user's edits at the old path are merged at the new one.
import type { Files } from '../repo/files.ts';
import { mergeUpdate, type Sources, type Update } from './merge-update.ts';

/**
 * Merges as `mergeUpdate` does, after giving each moved file its new path on the two older sides. Git detects a move
 * too, but only if the texts are similar.
 *
 * @param moved the old path of each file → its new path
 * @throws UserError with status 3 if git is missing or fails
 */
export async function mergeMoved(sources: Sources, moved: ReadonlyMap<string, string>): Promise<Update> {
  const moves = movesIn(sources, moved);
  if (moves.size === 0) return mergeUpdate(sources);
  const { ours, base } = sources;
  const files = renamed(base.files, moves);
  const update = await mergeUpdate({ ...sources, ours: renamed(ours, moves), base: { ...base, files } });
  return inPlaceOf(update, ours, moves);
}

/** Only if the text at the old path is proven, the new path is free, and nothing is in the way. */
function movesIn({ ours, theirs, base, blocked }: Sources, moved: ReadonlyMap<string, string>): Moves {
  return new Map(
    [...moved].filter(
      ([from, to]) =>
        base.files.has(from) &&
        ours.has(from) &&
        !theirs.has(from) &&
        theirs.has(to) &&
        ![ours, base.files, base.unproven].some((files) => files.has(to)) &&
        ![from, to].some((path) => blocked?.has(path)),
    ),
  );
}

type Moves = ReadonlyMap<string, string>;

function renamed(files: Files, moves: Moves): Files {
  return new Map([...files].map(([path, text]) => [moves.get(path) ?? path, text]));
}

/** The same update for the present repository: the old paths are removed, and each new path is a changed file. */
function inPlaceOf(update: Update, ours: Files, moves: Moves): Update {
  const gone = new Set(update.removed);
  const arrived = [...moves].flatMap(([from, to]): [string, string][] =>
    gone.has(to) ? [] : [[to, ours.get(from) ?? '']],
  );
  const targets = new Set(moves.values());
  return {
    ...update,
    changed: new Map([...arrived, ...update.changed]),
    removed: [...update.removed.filter((path) => !targets.has(path)), ...moves.keys()],
  };
}
