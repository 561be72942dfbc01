// Puts a plan to a person: first the safe changes, file by file, then each decision.
import type { Paint } from '../../formats/paint.ts';
import { UserError } from '../../errors.ts';
import { changedFiles } from '../../harden/changes.ts';
import type { Plan, Planner } from '../../harden/plan.ts';
import { withFiles, type Repository } from '../../repo/repository.ts';
import { rules } from '../../rules/index.ts';
import { patchLines } from '../show-patch.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Agreement, AgreementQuestion } from '../../cli/agreement.ts';
import { agree, type Terminal } from '../../cli/ask.ts';

export interface Session {
  readonly before: Repository;
  /** The plan of what is safe. */
  readonly safe: Plan;
  readonly planner: Planner;
  readonly terminal: Terminal;
}

/**
 * The repository with what was agreed to.
 *
 * @throws UserError with status 1 when the person quits
 */
export async function agreed(session: Session): Promise<Repository> {
  return withDecisions(session, await withSafeChanges(session));
}

async function withSafeChanges({ before, safe, terminal }: Session): Promise<Repository> {
  let current = before;
  const ask = asker(terminal);
  for (const file of changedFiles(safe)) {
    terminal.output.lines(['', ...patchLines(file.diff)]);
    const message = `${file.before === undefined ? 'Write' : 'Change'} ${file.path}?`;
    if (await ask({ message, default: 'yes', all: 'yes to every safe change' }))
      current = withFiles(current, [[file.path, file.after]]);
  }
  return current;
}

async function withDecisions({ planner, terminal }: Session, start: Repository): Promise<Repository> {
  let current = start;
  const ask = asker(terminal);
  const undecided = new Set(
    planner(start, { takes: () => false }).steps.flatMap(({ finding }) =>
      finding.fix === 'ask' ? [finding.rule] : [],
    ),
  );
  for (const rule of rules.filter(({ id }) => undecided.has(id))) {
    const { after, steps } = planner(current, { rule: rule.id, takes: ({ fix }) => fix === 'ask' });
    const files = changedFiles({ before: current, after });
    if (files.length === 0) continue;
    const made = steps.filter(({ outcome }) => outcome === 'made').map(({ finding }) => finding.message);
    terminal.output.lines([
      '',
      ...decisionText(rule, made, terminal.output.paint),
      ...files.flatMap(({ diff }) => patchLines(diff)),
    ]);
    const message = files.length === 1 ? `Change ${files[0]?.path ?? ''}?` : `Change these ${files.length} files?`;
    if (await ask({ message, default: 'no', all: 'yes to every decision that follows' })) current = after;
  }
  return current;
}

function decisionText(
  { title, why, decision = '' }: Rule,
  messages: readonly string[],
  paint: Paint,
): readonly string[] {
  return [paint('bold', `${title}.`), why, paint('yellow', decision), ...messages.map((one) => `  ${one}`)];
}

/** Asks until `a` is the answer, from then on says yes. */
function asker(terminal: Terminal): (question: AgreementQuestion) => Promise<boolean> {
  let answer: Agreement = 'no';
  return async (question) => {
    if (answer !== 'all') answer = await agree(question, terminal);
    if (answer === 'quit') throw new UserError('Nothing was written.', { status: 1 });
    return answer !== 'no';
  };
}
