// Sorts the words of the command line into flags and positionals. An unknown word is a problem, so nothing is ignored.
import type { Flag } from '../answers/flags.ts';
import { suggestion } from '../formats/nearest.ts';

export interface Arguments {
  readonly flags: ReadonlyMap<string, string | boolean>;
  readonly positionals: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Sorts the words. `--flag=value` and `--flag value` are the same, `--` ends the flags, and a flag may occur once.
 *
 * @param most the largest number of positionals
 */
export function parseArguments(words: readonly string[], known: readonly Flag[], most: number): Arguments {
  const flags = new Map<string, string | boolean>();
  const positionals: string[] = [];
  const problems: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') positionals.push(...rest.splice(0));
    else if (word === '-' || !word.startsWith('-')) positionals.push(word);
    else {
      const read = asJson(readFlag(word, rest, known));
      if (typeof read === 'string') problems.push(read);
      else if (flags.has(read.name)) problems.push(`--${read.name} is given twice.`);
      else flags.set(read.name, read.value);
    }
  }
  const extra = positionals.slice(most);
  if (extra.length > 0)
    problems.push(
      `Too many words: ${extra.map((word) => JSON.stringify(word)).join(' ')}. A value with spaces needs quotes.`,
    );
  return { flags, positionals: positionals.slice(0, most), problems };
}

interface Read {
  readonly name: string;
  readonly value: string | boolean;
}

/** `--format json` means `--json`. */
function asJson(read: Read | string): Read | string {
  return typeof read !== 'string' && read.name === 'format' && read.value === 'json'
    ? { name: 'json', value: true }
    : read;
}

/** Whether standard output must be one JSON document, even if the words are wrong. */
export function asksForJson(words: readonly string[]): boolean {
  return words.some(
    (word, at) => /^--(json|format=json)$/.test(word) || (word === 'json' && words[at - 1] === '--format'),
  );
}

/** One flag and its value, which may be the next of `rest`; or the problem with it. */
function readFlag(word: string, rest: string[], known: readonly Flag[]): Read | string {
  const [spelled = '', inline] = splitOnce(word);
  const found = find(spelled, known);
  if (found === undefined)
    return `Unknown flag ${spelled}${suggestion(spelled.replace(/^-+/, ''), spellings(known), '--')}. See --help.`;
  const { flag, negated } = found;
  if (flag.kind !== 'value') {
    return inline === undefined
      ? { name: flag.name, value: !negated }
      : `${spelled} takes no value${flag.kind === 'yes-no' ? `: use --${flag.name} or --no-${flag.name}` : ''}.`;
  }
  const value = inline ?? (rest[0]?.startsWith('--') === true ? undefined : rest.shift());
  if (flag.many === true && value !== undefined)
    return { name: flag.name, value: [value, ...takeWords(rest)].join('\n') };
  if (value === undefined) return `--${flag.name} needs a value: --${flag.name} <${formOf(flag)}>. See --help.`;
  if (flag.values?.includes(value) === false)
    return `--${flag.name} "${value}" must be one of ${flag.values.join(', ')}${suggestion(value, flag.values)}.`;
  return { name: flag.name, value };
}

/** The words up to the next flag. */
function takeWords(rest: string[]): readonly string[] {
  const end = rest.findIndex((word) => word.startsWith('-'));
  return rest.splice(0, end === -1 ? rest.length : end);
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const end = word.indexOf('=');
  return end === -1 ? [word, undefined] : [word.slice(0, end), word.slice(end + 1)];
}

function find(spelled: string, known: readonly Flag[]): { readonly flag: Flag; readonly negated: boolean } | undefined {
  for (const flag of known) {
    if (spelled === `--${flag.name}` || (flag.short !== undefined && spelled === `-${flag.short}`))
      return { flag, negated: false };
    if (flag.kind === 'yes-no' && spelled === `--no-${flag.name}`) return { flag, negated: true };
  }
  return undefined;
}

function spellings(known: readonly Flag[]): readonly string[] {
  return known.flatMap(({ name, kind }) => (kind === 'yes-no' ? [name, `no-${name}`] : [name]));
}

/** The form of its value: all accepted values, if the flag declares them. */
export function formOf({ form, values }: Flag): string {
  return values?.join('|') ?? form ?? 'value';
}
