// The report of an update: each file with its fate, the open decisions, and the next step.
import type { Finding } from '../../audit/finding.ts';
import { unifiedDiff } from '../../formats/unified-diff.ts';
import { generatorAt } from '../../scaffold/record.ts';
import { reviewAdvice } from '../review-advice.ts';
import { gainsText } from './gains.ts';
import type { Newest } from './newest.ts';
import { waits, type Plan } from './plan.ts';

type Row = { readonly path: string; readonly state: 'created' | 'changed' | 'removed' | 'conflict' };

/** Every file that the update touches, in alphabetical order. */
export function rowsOf({ before, update }: Plan): readonly Row[] {
  const open = new Set(update.conflicts.map(({ path }) => path));
  const rows: readonly Row[] = [
    ...[...update.changed.keys()].map(
      (path): Row => ({ path, state: open.has(path) ? 'conflict' : before.files.has(path) ? 'changed' : 'created' }),
    ),
    ...update.removed.map((path): Row => ({ path, state: 'removed' })),
  ];
  return [...rows].sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function updateDocument(plan: Plan, written: boolean, newest?: Newest): object {
  const { from, to, update, weaker, gains } = plan;
  const isBehind = rowsOf(plan).length > 0 || from !== to || newest?.isLater === true;
  const state = isBehind ? 'behind' : waits(plan) ? 'drifted' : 'in step';
  return { from, to, state, written, files: rowsOf(plan), left: update.left, gains, weaker, newest };
}

/** The same for people. */
export function updateText(plan: Plan, verb: 'Updated' | 'Would update'): readonly string[] {
  const { from, to, update, gains } = plan;
  const rows = rowsOf(plan);
  const head = from === to ? to : `${from} to ${to}`;
  if (rows.length === 0 && update.left.length === 0) return [`In step with ${to}: nothing to change.`];
  return [
    `${verb} ${head}:`,
    ...rows.map(({ path, state }) => `  ${state.padEnd(8)} ${path}`),
    ...(rows.length === 0 ? ['  no file changes'] : []),
    ...gainsText(gains),
    ...(update.left.length === 0 ? [] : ['', 'Left as it is:']),
    ...update.left.map(({ path, why }) => `  ${path} ${why}`),
    ...(update.left.some(({ isUnproven }) => isUnproven === true) ? ['', ...historyAdvice] : []),
    ...(verb === 'Would update' ? [] : nextText(plan, rows)),
  ];
}

function nextText(plan: Plan, rows: readonly Row[]): readonly string[] {
  if (waits(plan)) return ['', ...settleAdvice];
  return rows.length === 0 ? [] : ['', reviewAdvice];
}

const historyAdvice = [
  'In a shallow clone, `git fetch --unshallow` gets the original text;',
  'in a partial clone, `git fetch --refetch --no-filter` does;',
  'otherwise --base DIR names a folder that has it, and --from-registry lets the recorded release write it again.',
];

const settleAdvice = [
  'The record waits: edit the files with conflicts and `git add` them, decide about those that were left,',
  'then run `update --continue`; `update --abort` restores everything.',
];

/** The newest version on npm, for `--check --latest`. */
export function newestText(newest: Newest | undefined): readonly string[] {
  if (newest === undefined) return [];
  const { version, isLater } = newest;
  const name = generatorAt(version);
  return isLater
    ? ['', `A newer release is out: ${name}. Look at what it changes: npx ${name} update --explain`]
    : ['', `No newer release is out: npm has ${name}.`];
}

/** One patch for `git apply`. */
export function updatePatch({ before, update }: Plan): string {
  const changed = [...update.changed].map(([path, text]) => unifiedDiff(path, before.files.get(path), text));
  const removed = update.removed.map((path) => unifiedDiff(path, before.files.get(path), undefined));
  return [...changed, ...removed].join('');
}

/** The reason why `--all-or-nothing` wrote nothing. */
export function waitingText(plan: readonly string[]): readonly string[] {
  return ['A part of this update waits for a person, so nothing was written. Run `update` by hand.', ...plan];
}

export function weakerText(weaker: readonly Finding[]): readonly string[] {
  return [
    'The result would be weaker than the current state, so nothing was recorded:',
    ...weaker.map(({ rule, path, line, message }) => `  ${path}:${line} ${message} (${rule})`),
    'Fix that, or add --force.',
  ];
}
