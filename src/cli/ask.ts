// Asks for missing answers in a terminal.
import { styleText } from 'node:util';
import { entries, type Answers } from '../answers/index.ts';
import type { Answered, Question } from '../answers/prompts.ts';
import { settle, type Given } from '../answers/resolve.ts';
import type { Change } from '../repo/compare.ts';
import type { Plan } from '../commands/create/plan.ts';
import { wrap } from '../formats/wrap.ts';
import { isPrintable, printable } from '../printable.ts';
import { row } from './help.ts';
import { agreements, type Agreement, type AgreementQuestion } from './agreement.ts';
import { back, inquire, type Terminal } from './inquire.ts';

export { back, type Terminal };

/** The answered questions, for a user who goes back after the last one. */
export interface Trail {
  /** Each question with the answers before it. */
  readonly path: { readonly at: number; readonly answered: Answered }[];
  /** The input for each question, including the input before the user went back. */
  readonly earlier: Map<string, string | boolean>;
}

export function emptyTrail(): Trail {
  return { path: [], earlier: new Map() };
}

/**
 * Asks the questions one by one, if the answers so far make them relevant, and returns the answers.
 * Esc goes back to the previous question, which offers the previous answer.
 *
 * @param trail earlier answers; the last of those questions is asked again
 */
export async function ask(
  questions: readonly Question[],
  terminal: Terminal,
  { path, earlier }: Trail = emptyTrail(),
): Promise<Answered> {
  let { at, answered } = path.pop() ?? { at: 0, answered: {} };
  for (let question = questions[at]; question !== undefined; question = questions[at]) {
    if (!question.when(answered)) {
      at += 1;
      continue;
    }
    const answer = await put(question, answered, {
      terminal,
      earlier: earlier.get(question.name),
      asked: path.length,
    });
    if (answer === back) {
      ({ at, answered } = path.pop() ?? { at, answered });
      continue;
    }
    path.push({ at, answered });
    earlier.set(question.name, answer);
    answered = { ...answered, [question.name]: question.filter(answer) };
    at += 1;
  }
  return answered;
}

/** Shows the answers and asks whether to write the files; Esc goes back to the last question, if there is one. */
export async function confirmWriting(
  { place, answers, changes }: Plan,
  terminal: Terminal,
  { path }: Trail = emptyTrail(),
): Promise<boolean | typeof back> {
  const count = (state: Change['state']) => changes.filter((change) => change.state === state).length;
  const [created, changed] = [count('created'), count('changed')];
  terminal.output.lines(['', ...summary(answers, terminal.output.columns), '']);
  const message =
    changed === 0
      ? `Write ${created} files into ${place.shown}?`
      : `Write ${created} new files into ${place.shown} and change ${changed}?`;
  const goesBack = path.length > 0;
  const theme = goesBack ? { theme: reasonBelow('Esc goes back to the last question') } : {};
  const question = { type: 'confirm', message: printable(message), default: changed === 0, ...theme } as const;
  const answer = await inquire(question, terminal, goesBack);
  return answer === back ? back : answer === true;
}

/** Asks for agreement to one change; invisible characters in a name become visible. Esc goes back if there is a previous question. */
export async function agree(
  question: Omit<AgreementQuestion, 'columns'>,
  terminal: Terminal,
): Promise<Agreement | typeof back> {
  const { columns } = terminal.output;
  const shown = { ...question, columns, type: 'agreement', message: printable(question.message) } as const;
  const answer = await inquire(shown, terminal, question.goesBack);
  return answer === back ? back : (agreements.find((one) => one === answer) ?? 'quit');
}

interface Dialogue {
  readonly terminal: Terminal;
  /** The answer that the user gave before going back. */
  readonly earlier: string | boolean | undefined;
  /** The number of questions that were answered before. */
  readonly asked: number;
}

async function put(
  question: Question,
  answered: Answered,
  { terminal, earlier, asked }: Dialogue,
): Promise<string | boolean | typeof back> {
  const { type, choices = [], words = [] } = question;
  const message = printable(question.message);
  const reason = asked === 1 ? `${question.why} (Esc goes back)` : question.why;
  const why = wrap(reason, (terminal.output.columns ?? Number.POSITIVE_INFINITY) - 1, 2)
    .join('\n')
    .trimStart();
  const preset = earlier ?? question.default(answered);
  // A value read from a repository may have characters that no answer may have.
  const text = typeof preset === 'string' && isPrintable(preset) ? { default: preset } : {};
  const goesBack = asked > 0;
  if (type === 'confirm')
    return inquire({ type, message, default: preset === true, theme: reasonBelow(why) }, terminal, goesBack);
  if (type === 'select')
    return inquire({ type, message, choices, ...text, theme: reasonBelow(why) }, terminal, goesBack);
  const validate = (value: string) => question.validate(value, answered);
  const { columns } = terminal.output;
  return words.length > 0
    ? inquire({ type: 'pick', message, why, words, validate, columns, ...text }, terminal, goesBack)
    : inquire({ type: 'line', message, why, validate, columns, ...text }, terminal, goesBack);
}

/** The reason is shown below an open question. */
function reasonBelow(why: string) {
  const message = (text: string, status: string): string =>
    status === 'done' ? styleText('bold', text) : `${styleText('bold', text)}\n${styleText('dim', `  ${why}`)}`;
  return { style: { message } };
}

/** A narrower column is too narrow for an answer. */
const narrowest = 16;

/** The answers that are always asked for, and all others that differ from their default. */
export function summary(answers: Answers, columns = Number.POSITIVE_INFINITY): readonly string[] {
  const values = new Map(Object.entries(answers));
  const defaults = settle(always(values), { defaults: true }).values;
  const rows = entries.flatMap(([key, answer]): (readonly [string, string])[] => {
    const value = values.get(key);
    const same = JSON.stringify(value) === JSON.stringify(defaults.get(key));
    return value === undefined || (answer.asked !== 'always' && same)
      ? []
      : [[answer.title.replace(/\?$/, ''), display(value)]];
  });
  const beside = Math.max(...rows.map(([title]) => title.length)) + 4;
  const longest = Math.max(narrowest, ...rows.flatMap(([, value]) => value.split(' ').map((word) => word.length)));
  const indent = columns - beside < longest ? 6 : beside;
  return rows.flatMap(([title, value]) => row(title, value, indent, Math.max(indent + narrowest, columns)));
}

function always(values: ReadonlyMap<string, Answers[keyof Answers]>): Given {
  return Object.fromEntries(
    entries.flatMap(([key, { asked }]) => {
      const value = values.get(key);
      return asked === 'always' && value !== undefined ? [[key, value]] : [];
    }),
  );
}

function display(value: string | boolean | readonly string[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(', ') || 'none';
}
