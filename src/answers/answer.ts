// One answer: one record declares its type, prompt, flag, key, validation and place in the docs.
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
  /** One line: the reason for the question, or the effect of the answer. */
  readonly why: string;
  /** The shape of a value, for the help and for error messages. */
  readonly form: string;
  /** The values that a choice accepts. */
  readonly values?: readonly string[];
  /** The name of one item of a list, in a form. */
  readonly one?: string;
  /** The values that a list may hold. */
  readonly members?: readonly string[];
  /** When a terminal asks for it: always, only from users who change the defaults, or never (a flag and a key only). */
  readonly asked: 'always' | 'on-request' | 'never';
  /** Turns an accepted spelling of a value into the stored one. */
  normalise?(value: T): T;
  /** The accepted spellings, if `normalise` changes the value. */
  readonly written?: RegExp;
  default?(known: Known): T | undefined;
  /** An accepted value, for editors of an answers file and for the repositories of the tests; needed if there is no default. */
  readonly example?: T;
  /** How the docs describe a default that depends on other answers. */
  readonly defaultForm?: string;
  /** The reason why a value is refused, or undefined. */
  check?(value: T, known: Known): string | undefined;
  /** Patterns for a text, or for each member of a list: the part of `check` that a form can express. */
  readonly patterns?: readonly string[];
  /** The same under conditions on other answers: the part that a form can express. */
  readonly narrower?: readonly Narrower[];
  /** The conditions on other answers under which it makes sense: one of them must hold. Without conditions it always makes sense. */
  readonly when?: Condition;
  /** How the docs name the condition of `when`. */
  readonly whenForm?: string;
}

/** Accepted only under a condition. */
export interface Narrower extends Pick<Answer, 'members' | 'patterns'> {
  readonly when: Condition;
}

/** Alternatives, one of which must hold; each names answers and their accepted values. It is data, so that a form can express it too. */
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

/** An answer that makes sense only under a condition; otherwise it is refused and has no value. */
export function onlyWhen<T extends Value>(
  form: string,
  when: Condition,
  answer: Answer<T>,
): Answer<T> & { readonly when: Condition } {
  return { ...answer, when, whenForm: form };
}
