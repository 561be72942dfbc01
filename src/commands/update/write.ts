// Writes an update: first a journal, then the files, then the records, so that no record is ever ahead of a file.
import { UserError } from '../../errors.ts';
import { headOf } from '../../git/read-revision.ts';
import { awaitIndex, markUnmerged } from '../../git/unmerged.ts';
import type { Files } from '../../repo/files.ts';
import { removeFiles } from '../../repo/remove.ts';
import { writeFiles } from '../../repo/write.ts';
import { recordPaths } from '../../scaffold/written.ts';
import type { Place } from '../create/place.ts';
import { giveBack } from './give-back.ts';
import { pendingDocument, pendingPath } from './pending.ts';
import { waits, type Plan } from './plan.ts';

/**
 * Writes a whole plan, or restores everything. While a conflict or a decision is open the records wait in the journal:
 * an early record would make an unmerged text look like an edit of the user. A killed run leaves the journal, with
 * which `--abort` restores the files.
 *
 * @throws UserError if the machine, another git or another run prevents it
 */
export async function writeUpdate(place: Place, plan: Plan): Promise<void> {
  const { before, update, records } = plan;
  const { changed, removed, conflicts } = update;
  const moved = new Map([...records].filter(([file, text]) => before.files.get(file) !== text));
  const touched = [...changed.keys(), ...removed, ...moved.keys()];
  if (touched.length === 0) return;
  const open = conflicts.map(({ path }) => path);
  const commit = await headOf(place.path);
  const journal = (isWritten: boolean): Files =>
    new Map([[pendingPath, pendingDocument({ isWritten, commit, touched, conflicts: open, records })]]);
  const [writing, written] = [journal(false), journal(true)];
  if (open.length > 0) await awaitIndex(place.path);
  writeFiles(place, writing, before.files);
  try {
    writeFiles(place, changed, before.files);
    removeFiles(place.path, removed, before.files);
    if (open.length > 0) await markUnmerged(place.path, conflicts);
    if (waits(plan)) {
      writeFiles(place, written, writing);
      return;
    }
    writeFiles(place, moved, before.files, { last: recordPaths });
  } catch (error) {
    undo(place, touched, before.files, writing);
    throw error;
  }
  removeFiles(place.path, [pendingPath], writing);
}

/** @throws UserError with status 3 if even that fails: then the journal stays */
function undo(place: Place, touched: readonly string[], old: Files, journal: Files): void {
  try {
    giveBack(place, touched, old);
    removeFiles(place.path, [pendingPath], journal);
  } catch (cause) {
    throw new UserError(
      [
        `Writing failed half way, and so did restoring everything: ${cause instanceof Error ? cause.message : String(cause)}`,
        'Run `update --abort` once that is fixed.',
      ],
      { status: 3, cause },
    );
  }
}
