// Asks in a terminal what was not given.
import inquirer from 'inquirer';
import { styleText } from 'node:util';
import { entries, type Answers } from '../answers/index.ts';
import { givenByAnswers, questions, type Question } from '../answers/prompts.ts';
import { resolveAnswers, settle, type Given } from '../answers/resolve.ts';
import type { Change } from '../repo/compare.ts';
import type { Place } from './create-place.ts';
import { liveInput } from './live-input.ts';

export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/**
 * The answers: those given, those asked for, and the defaults of the rest.
 *
 * @param refuseName why a name cannot be taken although it is valid: its directory is not free
 */
export async function askFor(given: Given, terminal: Terminal, refuseName: (name: string) => string | undefined): Promise<Answers> {
  const asked = questions(given).map((question) => inTerminal(question.name === 'name' ? alsoRefusing(question, refuseName) : question));
  const answered = await prompter(terminal)(asked);
  return resolveAnswers({ ...given, ...givenByAnswers(answered) }, { defaults: true });
}

/** Shows what was chosen and asks whether to write it. */
export async function confirmWriting(place: Place, answers: Answers, changes: readonly Change[], terminal: Terminal): Promise<boolean> {
  const count = (state: Change['state']) => changes.filter((change) => change.state === state).length;
  const [created, changed] = [count('created'), count('changed')];
  terminal.output.write(`\n${summary(answers)}\n`);
  const message = changed === 0 ? `Write ${created} files into ${place.shown}?` : `Write ${created} new files into ${place.shown} and change ${changed}?`;
  const { write } = await prompter(terminal)([{ name: 'write', type: 'confirm', message, default: changed === 0 }]);
  return write === true;
}

function prompter(terminal: Terminal) {
  const prompt = inquirer.createPromptModule(terminal);
  prompt.registerPrompt('live', liveInput);
  return prompt;
}

/** The reason stands below the question while it is open. */
function inTerminal(question: Question) {
  const message = (text: string, status: string): string =>
    status === 'done' ? styleText('bold', text) : `${styleText('bold', text)}\n${styleText('dim', `  ${question.why}`)}`;
  return question.type === 'input' ? { ...question, type: 'live' } : { ...question, theme: { style: { message } } };
}

function alsoRefusing(question: Question, refuse: (name: string) => string | undefined): Question {
  return {
    ...question,
    validate: (value, answered) => {
      const valid = question.validate(value, answered);
      return valid === true ? (refuse(String(value)) ?? true) : valid;
    },
  };
}

/** What was asked first, and whatever is not its default. */
function summary(answers: Answers): string {
  const values = new Map(Object.entries(answers));
  const defaults = settle(always(values), { defaults: true }).values;
  const rows = entries.flatMap(([key, answer]): (readonly [string, string])[] => {
    const value = values.get(key);
    const same = JSON.stringify(value) === JSON.stringify(defaults.get(key));
    return value === undefined || (answer.asked !== 'always' && same) ? [] : [[answer.title.replace(/\?$/, ''), display(value)]];
  });
  const width = Math.max(...rows.map(([title]) => title.length));
  return rows.map(([title, value]) => `  ${title.padEnd(width)}  ${value}\n`).join('');
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
