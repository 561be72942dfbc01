// Asks in a terminal what was not given.
import confirm from '@inquirer/confirm';
import select from '@inquirer/select';
import { styleText } from 'node:util';
import { entries, type Answers } from '../answers/index.ts';
import type { Answered, Question } from '../answers/prompts.ts';
import { settle, type Given } from '../answers/resolve.ts';
import type { Change } from '../repo/compare.ts';
import type { Plan } from '../commands/create/plan.ts';
import { isPrintable, printable } from '../printable.ts';
import { liveInput } from './live-input.ts';
import type { Output } from './output.ts';

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: Output;
}

/** Puts the questions one after the other, those that the answers so far make relevant, and returns what was answered. */
export async function ask(questions: readonly Question[], terminal: Terminal): Promise<Answered> {
  let answered: Answered = {};
  for (const question of questions) {
    if (!question.when(answered)) continue;
    answered = { ...answered, [question.name]: question.filter(await put(question, answered, terminal)) };
  }
  return answered;
}

/** Shows what was chosen and asks whether to write it. */
export async function confirmWriting({ place, answers, changes }: Plan, terminal: Terminal): Promise<boolean> {
  const count = (state: Change['state']) => changes.filter((change) => change.state === state).length;
  const [created, changed] = [count('created'), count('changed')];
  terminal.output.lines(['', ...summary(answers), '']);
  const message =
    changed === 0
      ? `Write ${created} files into ${place.shown}?`
      : `Write ${created} new files into ${place.shown} and change ${changed}?`;
  return confirm({ message: printable(message), default: changed === 0 }, streamsOf(terminal));
}

async function put(question: Question, answered: Answered, terminal: Terminal): Promise<string | boolean> {
  const { type, why, choices = [], words = [] } = question;
  const message = printable(question.message);
  const preset = question.default(answered);
  // What was read from a repository may hold what no answer may.
  const text = typeof preset === 'string' && isPrintable(preset) ? { default: preset } : {};
  const streams = streamsOf(terminal);
  if (type === 'confirm') return confirm({ message, default: preset === true, theme: reasonBelow(why) }, streams);
  if (type === 'select') return select({ message, choices, ...text, theme: reasonBelow(why) }, streams);
  const validate = (value: string) => question.validate(value, answered);
  return liveInput({ message, why, words, validate, ...text }, streams);
}

function streamsOf({ input, output }: Terminal): {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
} {
  return { input, output: output.stream };
}

/** The reason stands below a question while it is open. */
function reasonBelow(why: string) {
  const message = (text: string, status: string): string =>
    status === 'done' ? styleText('bold', text) : `${styleText('bold', text)}\n${styleText('dim', `  ${why}`)}`;
  return { style: { message } };
}

/** What was asked first, and whatever is not its default. */
function summary(answers: Answers): readonly string[] {
  const values = new Map(Object.entries(answers));
  const defaults = settle(always(values), { defaults: true }).values;
  const rows = entries.flatMap(([key, answer]): (readonly [string, string])[] => {
    const value = values.get(key);
    const same = JSON.stringify(value) === JSON.stringify(defaults.get(key));
    return value === undefined || (answer.asked !== 'always' && same)
      ? []
      : [[answer.title.replace(/\?$/, ''), display(value)]];
  });
  const width = Math.max(...rows.map(([title]) => title.length));
  return rows.map(([title, value]) => `  ${title.padEnd(width)}  ${value}`);
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
  return typeof value === 'string' ? value : value.join(', ');
}
