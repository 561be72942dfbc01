// Asks a person about a plan: first the safe changes, file by file, then each decision.
import { wrap } from '../../formats/wrap.ts';
import { UserError } from '../../errors.ts';
import type { Finding } from '../../audit/finding.ts';
import { changedFiles } from '../../harden/changes.ts';
import { decisionsAmong } from '../../harden/decisions.ts';
import type { Plan, Planner } from '../../harden/plan.ts';
import { withFiles, type Repository } from '../../repo/repository.ts';
import { patchLines } from '../show-patch.ts';
import type { Rule } from '../../rules/rule.ts';
import { agree, back, type Terminal } from '../../cli/ask.ts';
import type { Output } from '../../cli/output.ts';

export interface Session {
  readonly before: Repository;
  /** The plan of the safe changes. */
  readonly safe: Plan;
  readonly planner: Planner;
  /** The rules of the preset. */
  readonly more: readonly Rule[];
  readonly terminal: Terminal;
}

/**
 * The repository with the accepted changes.
 *
 * @throws UserError with status 1 if the person quits
 */
export async function agreed(session: Session): Promise<Repository> {
  const safe = turnsFrom(session.before);
  for (;;) {
    await withSafeChanges(session, safe);
    const decided = turnsFrom(safe.current);
    const isDone = await withDecisions(session, decided, safe.asked.length > 0);
    if (isDone) return decided.current;
    goBack(safe);
  }
}

async function withSafeChanges({ safe, terminal }: Session, turns: Turns): Promise<void> {
  const ask = asker(terminal);
  await eachInTurn(changedFiles(safe), turns, false, async (file, current, goesBack) => {
    terminal.output.lines(['', ...patchLines(file.diff)]);
    const ids = rulesOf(safe, file.path);
    const message = `${file.before === undefined ? 'Write' : 'Change'} ${file.path}${forRules(ids)}?`;
    const answer = await ask({ message, default: 'yes', all: 'yes to every safe change', goesBack });
    return answer === true ? withFiles(current, [[file.path, file.after]]) : answer === false ? current : back;
  });
}

async function withDecisions(
  { planner, more, terminal }: Session,
  turns: Turns,
  isBehindAnother: boolean,
): Promise<boolean> {
  const ask = asker(terminal);
  const open = planner(turns.current, { takes: () => false }).steps.flatMap(({ finding }) =>
    finding.fix === 'ask' ? [finding] : [],
  );
  const undecided = new Set(open.map(({ rule }) => rule));
  const keys = new Set(open.map(({ key }) => key));
  // Another fix of the same decision may have made it safe: a user by number makes runAsNonRoot safe.
  const isOpen = ({ fix, key }: Finding): boolean => fix === 'ask' || keys.has(key);
  return eachInTurn(decisionsAmong(undecided, more), turns, isBehindAnother, async (decided, current, goesBack) => {
    const ids = decided.map(({ id }) => id);
    const plan = planner(current, { rules: ids, takes: isOpen });
    const files = changedFiles({ before: current, after: plan.after });
    if (files.length === 0) return undefined;
    const made = new Set(rulesOf(plan));
    const settled = decided.filter(({ id }) => made.has(id));
    terminal.output.lines([
      '',
      ...settled.flatMap((rule) => decisionText(rule, plan, terminal.output)),
      ...files.flatMap(({ diff }) => patchLines(diff)),
    ]);
    const what = files.length === 1 ? (files[0]?.path ?? '') : `these ${files.length} files`;
    const message = `Change ${what}${forRules([...made])}?`;
    const answer = await ask({ message, default: 'no', all: 'yes to every decision that follows', goesBack });
    return answer === true ? plan.after : answer === false ? current : back;
  });
}

/** The progress of the dialogue, and the changes of each answer. */
interface Turns {
  at: number;
  current: Repository;
  readonly asked: { readonly at: number; readonly before: Repository }[];
}

function turnsFrom(start: Repository): Turns {
  return { at: 0, current: start, asked: [] };
}

/** Returns to the last question, as if it had no answer; false if there was none. */
function goBack(turns: Turns): boolean {
  const last = turns.asked.pop();
  if (last === undefined) return false;
  turns.at = last.at;
  turns.current = last.before;
  return true;
}

/**
 * Asks one after the other, each about the result of the answers before it; after Esc, the last one again.
 *
 * @param isBehindAnother whether Esc at the first one goes to a question before all of these
 * @param put gives the result of the answer, `back`, or undefined if there was nothing to ask
 * @returns false if the person went back before the first one
 */
async function eachInTurn<T>(
  items: readonly T[],
  turns: Turns,
  isBehindAnother: boolean,
  put: (item: T, current: Repository, goesBack: boolean) => Promise<Repository | typeof back | undefined>,
): Promise<boolean> {
  for (let item = items[turns.at]; item !== undefined; item = items[turns.at]) {
    const result = await put(item, turns.current, turns.asked.length > 0 || isBehindAnother);
    if (result === back) {
      if (!goBack(turns)) return false;
      continue;
    }
    if (result !== undefined) turns.asked.push({ at: turns.at, before: turns.current });
    turns.current = result ?? turns.current;
    turns.at += 1;
  }
  return true;
}

/** The rules whose fixes are in a plan, for one file or for all. */
function rulesOf({ steps }: Plan, path?: string): readonly string[] {
  const made = steps.filter(({ outcome, file }) => outcome === 'made' && (path === undefined || file === path));
  return [...new Set(made.map(({ finding }) => finding.rule))];
}

/** The number that fits on one line. */
const most = 3;

function forRules(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  return ` for ${ids.slice(0, most).join(', ')}${ids.length > most ? ` and ${ids.length - most} more` : ''}`;
}

/** Information before a decision, wrapped to the width of the terminal. */
export function decisionText(
  { id, title, why, decision = '' }: Pick<Rule, 'id' | 'title' | 'why' | 'decision'>,
  { steps }: Pick<Plan, 'steps'>,
  { paint, columns = Number.POSITIVE_INFINITY }: Pick<Output, 'paint' | 'columns'>,
): readonly string[] {
  const fitted = (text: string, indent = 0): readonly string[] => wrap(text, Math.max(40, columns), indent);
  const made = steps.filter(({ outcome, finding }) => outcome === 'made' && finding.rule === id);
  return [
    ...(title.length + id.length + 4 <= columns
      ? [`${paint('bold', `${title}.`)} (${id})`]
      : [...fitted(`${title}.`).map((line) => paint('bold', line)), `(${id})`]),
    ...fitted(why),
    ...fitted(decision).map((line) => paint('yellow', line)),
    ...made.flatMap(({ finding }) => fitted(finding.message, 2)),
    ...[...new Set(made.flatMap(({ finding }) => finding.decision ?? []))].flatMap((text) => fitted(text)),
  ];
}

/** Asks until the answer is `a`, which agrees to all later questions. */
function asker(terminal: Terminal): (question: Parameters<typeof agree>[0]) => Promise<boolean | typeof back> {
  let isAll = false;
  return async (question) => {
    const answer = isAll ? 'all' : await agree(question, terminal);
    if (answer === 'quit') throw new UserError('Nothing was written.', { status: 1 });
    isAll = answer === 'all';
    return answer === back ? back : answer !== 'no';
  };
}
