// Every answer as a flag of the command line.
import type { Answer, Value } from './answer.ts';
import { entries } from './index.ts';

export interface Flag {
  readonly name: string;
  /** `switch` is there or not; `yes-no` is --name or --no-name; `value` takes one. */
  readonly kind: 'switch' | 'yes-no' | 'value';
  readonly short?: string;
  readonly form?: string;
  /** All that it takes; the form shows them, and the command line refuses another. */
  readonly values?: readonly string[];
  /** What its values are, where no list says it. */
  readonly of?: 'rules' | 'path';
  /** What a shell may offer; it takes other words too, or refuses them later. */
  readonly offered?: readonly string[] | undefined;
  /** It takes all words up to the next flag; they come as lines of one text. */
  readonly many?: boolean;
  readonly summary: string;
  readonly group: string;
  /** How the help shows the value that holds when the flag is not given. */
  readonly default?: string | undefined;
  readonly when?: string | undefined;
  /** The help of another command lists it; this one only says that it is taken. */
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

/** A value of the answer's type from one line of text: lists are separated by commas. */
export function valueFromText(answer: Answer, text: string): string | readonly string[] {
  if (answer.type !== 'list') return text;
  return text.trim() === '' ? [] : text.split(',').map((value) => value.trim());
}

/** The default as text: where it depends on other answers, how it does. */
export function defaultOf(answer: Answer): string | undefined {
  if (answer.defaultForm !== undefined) return answer.defaultForm.replaceAll('`', '');
  const value = answer.default?.({ text: () => '', list: () => [], yes: () => false });
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value.join(',');
}
