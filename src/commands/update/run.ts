// `update`: newer templates or changed answers, merged with the edits in the repository.
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { placeOf, type Place } from '../create/place.ts';
import { removeLeft } from '../remove-left.ts';
import { showPatch } from '../show-patch.ts';
import { planUpdate, refuseWrongAnswers, waits, type Change } from './plan.ts';
import { refuseNoGit, refuseUnfinished, refuseUnseen } from './refuse.ts';
import { newestText, rowsOf, updateDocument, updatePatch, updateText, waitingText, weakerText } from './report.ts';
import { abortUpdate, continueUpdate } from './settle.ts';
import { writeUpdate } from './write.ts';

/** Exit status 1: `--check` found something to do, conflicts or decisions are left, or the result would be weaker. */
export async function update(invocation: Invocation): Promise<ExitStatus> {
  const { flags, positionals, cwd } = invocation;
  refuseWrongUsage(invocation);
  const place = placeOf(positionals[0] ?? '.', '', cwd);
  if (flags.has('explain')) return (await import('./explain.ts')).explainUpdate(invocation, place);
  refuseNoGit(place);
  if (flags.has('continue')) return continueUpdate(invocation, place);
  if (flags.has('abort')) return abortUpdate(invocation, place);
  return mergeInto(invocation, place, { answers: (given) => given });
}

/**
 * Merges the output of this version with other answers, or shows the changes.
 *
 * @param change converts the given answers to the wanted ones
 */
export async function mergeInto(invocation: Invocation, place: Place, change: Change): Promise<ExitStatus> {
  const { flags, out, err } = invocation;
  const isRead = flags.has('check') || flags.has('dry-run');
  if (!isRead) removeLeft(place.path, invocation.err);
  await refuseWrongAnswers(invocation, place, change);
  if (!isRead) await refuseUnfinished(place);
  await refuseUnseen(place);
  const plan = await planUpdate(invocation, place, change);
  if (plan === undefined) return 0;
  const json = flags.has('json');
  const newer = flags.has('latest') ? await (await import('./newest.ts')).newestRelease() : undefined;
  if (json && isRead) out.json(updateDocument(plan, false, newer));
  else if (flags.has('dry-run')) showPatch(updatePatch(plan), { out, err });
  else if (flags.has('check')) out.lines([...updateText(plan, 'Would update'), ...newestText(newer)]);
  if (flags.has('dry-run')) err.lines(updateText(plan, 'Would update'));
  if (flags.has('check'))
    return rowsOf(plan).length > 0 || waits(plan) || plan.from !== plan.to || newer?.isLater === true ? 1 : 0;
  if (flags.has('all-or-nothing') && waits(plan)) {
    if (json) out.json(updateDocument(plan, false));
    err.lines(waitingText(updateText(plan, 'Would update')));
    return 1;
  }
  if (plan.weaker.length > 0 && !flags.has('force')) throw new UserError(weakerText(plan.weaker), { status: 1 });
  if (!isRead) await writeUpdate(place, plan);
  if (!isRead && json) out.json(updateDocument(plan, true));
  else if (!isRead) out.lines(updateText(plan, 'Updated'));
  return waits(plan) ? 1 : 0;
}

function refuseWrongUsage({ flags, problems }: Invocation): void {
  const chosen = ['check', 'explain', 'dry-run', 'all-or-nothing', 'continue', 'abort'].filter((flag) =>
    flags.has(flag),
  );
  const all = [
    ...problems,
    ...(chosen.length > 1 ? [`--${chosen.join(' and --')} exclude each other.`] : []),
    ...(flags.has('latest') && !flags.has('check') ? ['--latest is for --check: `update --check --latest`.'] : []),
  ];
  if (all.length > 0) throw new UserError(all, { status: 2 });
}
