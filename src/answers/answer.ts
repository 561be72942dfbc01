// What one answer is: its type, prompt, flag, key, validation and place in the docs come from one record.
import { patternsOf } from './checks.ts';

export type Value = string | boolean | readonly string[];

/** The answers known so far, in the order of the declaration. Reading one that is not known yields an empty value. */
export interface Known {
  text(key: string): string;
  list(key: string): readonly string[];
  yes(key: string): boolean;
}

export interface Answer<T extends Value = Value> {
  readonly type: 'text' | 'choice' | 'list' | 'yes-no';
  readonly flag: string;
  readonly group: Group;
  /** The question as the prompt and the help show it. */
  readonly title: string;
  /** One line: why it is asked, or what it changes. */
  readonly why: string;
  /** How a value looks, for the help and for error messages. */
  readonly form: string;
  /** The values that a choice accepts. */
  readonly values?: readonly string[];
  /** What a form calls one of a list. */
  readonly one?: string;
  /** The values that a list may hold. */
  readonly members?: readonly string[];
  /** Whether a terminal shows it: at once, only to those who want to change the defaults, or never (a flag and a key only). */
  readonly asked: 'always' | 'on-request' | 'never';
  /** Brings an accepted way of writing a value into the one that is kept. */
  normalise?(value: T): T;
  /** What it accepts as it is written, where `normalise` makes another value of it. */
  readonly written?: RegExp;
  default?(known: Known): T | undefined;
  /** A value that is accepted, for who edits an answers file and for the repositories of the tests: needed where there is no default. */
  readonly example?: T;
  /** How the docs describe a default that depends on other answers. */
  readonly defaultForm?: string;
  /** The reason why a value is refused, or undefined. */
  check?(value: T, known: Known): string | undefined;
  /** What a text, or each member of a list, must match: as much of `check` as a form can say. */
  readonly patterns?: readonly string[];
  /** The same where other answers have these values: what a form can say of an answer that depends on others. */
  readonly narrower?: readonly Narrower[];
  /** Where it makes sense: other answers have these values, in one of the ways. Everywhere by default. */
  readonly when?: Condition;
  /** How the docs name the condition of `when`. */
  readonly whenForm?: string;
}

/** What is accepted under a condition only. */
export interface Narrower extends Pick<Answer, 'members' | 'patterns'> {
  readonly when: Condition;
}

/** Ways in which it holds; each names answers and the values that they must have. It is data, so that a form can say it too. */
export type Condition = readonly Readonly<Record<string, readonly string[]>>[];

export function holds(condition: Condition, known: Known): boolean {
  return condition.some((way) => Object.entries(way).every(([key, values]) => values.includes(known.text(key))));
}

export type Group = 'Project' | 'Scope' | 'Resource' | 'Behaviour' | 'External' | 'Delivery';

type Common<T extends Value> = Omit<Answer<T>, 'type' | 'values' | 'form' | 'asked'> & {
  readonly form?: string;
  readonly asked?: Answer['asked'];
};

export function text(record: Common<string>): Answer<string> {
  return { type: 'text', form: 'text', asked: 'always', ...patterns(record), ...record };
}

export function choice<const V extends string>(values: readonly V[], record: Common<V>): Answer<V> {
  return { type: 'choice', values, form: values.join('|'), asked: 'always', ...record };
}

export function list(record: Common<readonly string[]>): Answer<readonly string[]> {
  return { type: 'list', form: 'a,b,…', asked: 'always', ...patterns(record), ...record };
}

function patterns({ written, check }: { readonly written?: RegExp; readonly check?: object }) {
  return { patterns: written === undefined ? patternsOf(check) : [written.source] };
}

export function yesNo(record: Common<boolean>): Answer<boolean> {
  return { type: 'yes-no', form: '', asked: 'always', ...record };
}

/** An answer that only makes sense under a condition; where it does not, it is refused and has no value. */
export function onlyWhen<T extends Value>(
  form: string,
  when: Condition,
  answer: Answer<T>,
): Answer<T> & { readonly when: Condition } {
  return { ...answer, when, whenForm: form };
}
