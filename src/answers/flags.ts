// Every answer as a flag of the command line.
import type { Answer, Value } from './answer.ts';
import { entries } from './index.ts';

export interface Flag {
  readonly name: string;
  /** A `switch` is present or not; `yes-no` is --name or --no-name; `value` takes one. */
  readonly kind: 'switch' | 'yes-no' | 'value';
  readonly short?: string;
  readonly form?: string;
  /** All accepted values; the form shows them, and the command line refuses others. */
  readonly values?: readonly string[];
  /** The meaning of its values, if they are not listed. */
  readonly of?: 'rules' | 'path';
  /** Words that a shell may offer; the flag takes other words too, or refuses them later. */
  readonly offered?: readonly string[] | undefined;
  /** Whether it takes all words up to the next flag; they become lines of one text. */
  readonly many?: boolean;
  readonly summary: string;
  readonly group: string;
  /** The help's text for the value without the flag. */
  readonly default?: string | undefined;
  readonly when?: string | undefined;
  /** Whether the help of another command lists it; this help only says that it is accepted. */
  readonly elsewhere?: true;
}

/** The flags of the answers, in the order of the declaration. */
export const answerFlags: readonly Flag[] = entries.map(([, answer]) => ({
  name: answer.flag,
  kind: answer.type === 'yes-no' ? 'yes-no' : 'value',
  form: answer.form,
  offered: answer.values ?? answer.members,
  summary: `${answer.title.replace(/\?$/, '')}: ${answer.why}`,
  group: answer.group,
  default: defaultOf(answer),
  when: answer.whenForm,
}));

/** The values of the flags that were given, by the key of their answer. */
export function givenByFlags(flags: ReadonlyMap<string, string | boolean>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    entries.flatMap(([key, answer]): (readonly [string, Value])[] => {
      const value = flags.get(answer.flag);
      return value === undefined ? [] : [[key, typeof value === 'string' ? valueFromText(answer, value) : value]];
    }),
  );
}

/** A value of the answer's type from one line of text: commas separate the values of a list. */
export function valueFromText(answer: Answer, text: string): string | readonly string[] {
  if (answer.type !== 'list') return text;
  return text.trim() === '' ? [] : text.split(',').map((value) => value.trim());
}

/** The default as text; for one that depends on other answers, a description. */
export function defaultOf(answer: Answer): string | undefined {
  if (answer.defaultForm !== undefined) return answer.defaultForm.replaceAll('`', '');
  const value = answer.default?.({ text: () => '', list: () => [], yes: () => false });
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(',');
}
