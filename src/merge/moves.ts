// An update in which files moved: what the user edited at the old path is merged at the new one.
import type { Files } from '../repo/files.ts';
import { mergeUpdate, type Sources, type Update } from './merge-update.ts';

/**
 * Merges as `mergeUpdate` does, after each file that moved has its new path on the two older sides. Git follows a move too,
 * but only where the texts are alike.
 *
 * @param moved where files stood → where they stand now
 * @throws UserError with status 3 where git is missing or fails
 */
export async function mergeMoved(sources: Sources, moved: ReadonlyMap<string, string>): Promise<Update> {
  const moves = movesIn(sources, moved);
  if (moves.size === 0) return mergeUpdate(sources);
  const { ours, base } = sources;
  const files = renamed(base.files, moves);
  const update = await mergeUpdate({ ...sources, ours: renamed(ours, moves), base: { ...base, files } });
  return inPlaceOf(update, ours, moves);
}

/** Only where it is proven what stood at the old path, nothing stands at the new one, and nothing is in the way. */
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

/** The same update, said of the repository as it is: the old paths are removed, and each new one is a file that changes. */
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
