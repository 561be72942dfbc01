// Ends an update with open decisions: `--continue` once all are made, `--abort` to restore everything.
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { readRevision } from '../../git/read-revision.ts';
import { resetEntries, unmergedPaths } from '../../git/unmerged.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import { removeFiles } from '../../repo/remove.ts';
import { writeFiles } from '../../repo/write.ts';
import { recordPaths } from '../../scaffold/written.ts';
import { giveBack } from './give-back.ts';
import type { Place } from '../create/place.ts';
import { hasMarkers, pendingFrom, pendingPath, type Pending } from './pending.ts';
import { weakerIn } from './plan.ts';
import { weakerText } from './report.ts';

/**
 * @throws UserError with status 1 while a conflict is open, or if the result is weaker than the repository before the
 * update
 */
export async function continueUpdate({ flags, out }: Invocation, place: Place): Promise<ExitStatus> {
  const { before, pending } = pendingIn(place);
  if (!pending.isWritten)
    throw new UserError('That update was killed while it wrote. Run `update --abort`, then update again.', {
      status: 1,
    });
  const unmerged = await unmergedPaths(place.path);
  const open = pending.conflicts.filter((file) => unmerged.includes(file) || hasMarkers(before.files.get(file) ?? ''));
  if (open.length > 0)
    throw new UserError(
      ['These conflicts are not settled:', ...open.map((file) => `  ${file}`), 'Edit each, then `git add` it.'],
      { status: 1 },
    );
  // Not the last commit, which may already contain the resolved files.
  const weaker = flags.has('force') ? [] : await weakerIn(await beganWith(place, pending), before);
  if (weaker.length > 0) throw new UserError(weakerText(weaker), { status: 1 });
  // The other contents of the file are not changed.
  const records = new Map([...pending.records].filter(([file]) => recordPaths.includes(file)));
  writeFiles(place, records, before.files, { last: recordPaths });
  removeFiles(place.path, [pendingPath], before.files);
  out.lines(['The update is complete. Look at it with `git diff HEAD`, then commit it.']);
  return 0;
}

/** Restores every touched file; the work tree was clean before the update. */
export async function abortUpdate({ out }: Invocation, place: Place): Promise<ExitStatus> {
  const { before, pending } = pendingIn(place);
  const { files } = await beganWith(place, pending);
  giveBack(place, pending.touched, files);
  if (pending.conflicts.length > 0) await resetEntries(place.path, pending.touched);
  removeFiles(place.path, [pendingPath], before.files);
  out.lines(['The update is undone: every file that it touched is restored.']);
  return 0;
}

async function beganWith({ path: root }: Place, { commit }: Pending): Promise<Repository> {
  const unknown = `Git does not have ${commit}, the commit that this update began with. Fetch it first.`;
  return (await readRevision(root, commit, unknown)).repository;
}

function pendingIn({ path: root, shown }: Place): {
  readonly before: ReturnType<typeof readRepository>;
  readonly pending: Pending;
} {
  const before = readRepository(root);
  const text = before.files.get(pendingPath);
  if (text === undefined)
    throw new UserError(`${shown} has no ${pendingPath}, so no update waits there.`, { status: 2 });
  const pending = pendingFrom(text);
  if (pending === undefined)
    throw new UserError(
      [
        `${pendingPath} in ${shown} has another format than this version writes, so the changes of that update are not known.`,
        'Restore the files with git, then remove it.',
      ],
      { status: 2 },
    );
  return { before, pending };
}
