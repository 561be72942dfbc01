// Every answer as a question, in the form of Inquirer and Yeoman.
import type { Answer, Value } from './answer.ts';
import { valueFromText } from './flags.ts';
import { entries } from './index.ts';
import { noLimits, type Limits } from './limits.ts';
import { settle, type Given } from './resolve.ts';

export type Answered = Readonly<Record<string, unknown>>;

export interface Question {
  readonly name: string;
  readonly type: 'input' | 'select' | 'confirm';
  readonly message: string;
  readonly why: string;
  readonly choices?: readonly string[];
  /** The words of a text, for completion. */
  readonly words?: readonly string[];
  default(answered: Answered): string | boolean | undefined;
  when(answered: Answered): boolean;
  /** True, or the reason for a refusal. */
  validate(value: string | boolean, answered: Answered): true | string;
  filter(value: string | boolean): Value;
}

/** The name of the question that opens those whose defaults most people keep. */
export const onRequest = 'changeDefaults';

/** The questions without a given answer, in order. */
export function questions(given: Given, limits: Limits = noLimits): readonly Question[] {
  const of = (asked: Answer['asked']) =>
    entries.filter(
      ([key, answer]) => answer.asked === asked && given[key] === undefined && limits.locked(key) === undefined,
    );
  const later = of('on-request');
  return [
    ...of('always').map(([key, answer]) => question(key, answer, given, limits)),
    ...(later.length === 0 ? [] : [gate]),
    ...later.map(([key, answer]) => {
      const asked = question(key, answer, given, limits);
      return { ...asked, when: (answered: Answered) => answered[onRequest] === true && asked.when(answered) };
    }),
  ];
}

/**
 * The questions about some answers, whatever others are missing.
 *
 * @param guesses the offered values, if none was given
 */
export function questionsAbout(
  keys: readonly string[],
  given: Given,
  guesses: Given,
  limits: Limits = noLimits,
): readonly Question[] {
  return entries
    .filter(([key]) => keys.includes(key) && limits.locked(key) === undefined)
    .map(([key, answer]) => question(key, answer, given, limits, guesses));
}

/** The answers of the prompts, in the form of given flags. */
export function givenByAnswers(answered: Answered): Given {
  return Object.fromEntries(
    Object.entries(answered).filter((entry): entry is [string, Value] => entry[0] !== onRequest),
  );
}

const gate: Question = {
  name: onRequest,
  type: 'confirm',
  message: 'Change the defaults of behaviour and delivery?',
  why: 'finalizer, events, leader election, metrics, CRD, base image, updates, CI, license',
  default: () => false,
  when: () => true,
  validate: () => true,
  filter: (value) => value,
};

function question(key: string, answer: Answer, given: Given, limits: Limits, guesses: Given = {}): Question {
  const settled = (answered: Answered, value?: Value) =>
    settle(
      { ...guesses, ...given, ...givenByAnswers(answered), ...(value !== undefined && { [key]: value }) },
      { defaults: true, limits },
    );
  const filter = (value: string | boolean): Value => (typeof value === 'string' ? valueFromText(answer, value) : value);
  return {
    name: key,
    type: types[answer.type],
    message: answer.title,
    why: reasonFor(answer),
    ...(answer.type === 'choice' &&
      answer.values !== undefined && {
        choices: answer.values.filter((one) => limits.refusal(key, one) === undefined),
      }),
    ...(answer.members !== undefined && { words: answer.members }),
    default: (answered) => shown(settled(answered).values.get(key)),
    when: (answered) => {
      const { values, missing } = settled(answered);
      return values.get(key) !== undefined || missing.some((problem) => problem.key === key);
    },
    validate: (value, answered) => {
      const chosen = new Set([...Object.keys(given), ...Object.keys(answered), key]);
      const problem = settled(answered, filter(value)).refused.find((one) => chosen.has(one.key));
      return problem === undefined || (problem.key === key ? problem.reason : problem.message);
    },
    filter,
  };
}

/** The text below the question: the reason, how to write several values, and the accepted values if no default shows them. */
function reasonFor({ type, why, members, default: fallback, example }: Answer): string {
  const several = type === 'list' && members === undefined ? '; put commas between several' : '';
  const such = fallback === undefined && example !== undefined ? `, such as ${shown(example)}` : '';
  return `${why}${several}${such}`;
}

const types = { text: 'input', list: 'input', choice: 'select', 'yes-no': 'confirm' } as const;

function shown(value: Value | undefined): string | boolean | undefined {
  return typeof value === 'object' ? value.join(',') : value;
}
