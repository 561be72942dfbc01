// The options of a Yeoman environment, read as strictly as the command line: no unknown option is ignored.
import { answersFromDocument } from '../../src/answers/document.ts';
import { valueFromText, type Flag } from '../../src/answers/flags.ts';
import { entries } from '../../src/answers/index.ts';
import type { Given } from '../../src/answers/resolve.ts';
import { parseArguments } from '../../src/cli/arguments.ts';
import { createFlags } from '../../src/commands/create/flags.ts';
import { suggestion } from '../../src/formats/nearest.ts';
import { isYeomansOwn, yeomansWords } from './yeomans-own.ts';

/** Flags that only make sense on a command line are left out. */
export const flags: readonly Flag[] = createFlags.filter(
  ({ name }) => !['json', 'dry-run', 'resolve-digests', 'no-color', 'help', 'version'].includes(name),
);

export interface Options {
  readonly flags: ReadonlyMap<string, string | boolean>;
  /** Answers that are already values of their type. */
  readonly given: Given;
  readonly positionals: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Options of a program and words of a command line; the words win.
 *
 * @param options by the name of a flag (`watch-namespaces`), in camel case, or by the key of the answers file; `defaults`
 *   is another name of `yes`, which readers of YAML 1.1 take for a boolean
 */
export function readOptions(options: Readonly<Record<string, unknown>>, words: readonly string[]): Options {
  const own = words.filter((word) => !yeomansWords.includes(word));
  const typed = parseArguments(own, flags, 1);
  const problems: string[] = [];
  const read = new Map<string, { readonly spelled: string; readonly value: unknown }>();
  for (const [spelled, written] of Object.entries(options)) {
    if (written === undefined || written === null || isYeomansOwn(spelled)) continue;
    const meant = spellings.get(spelled);
    if (meant === undefined) {
      problems.push(unknown(spelled));
      continue;
    }
    const value = meant.negated ? negation(written) : written;
    const before = read.get(meant.name);
    if (before !== undefined && JSON.stringify(before.value) !== JSON.stringify(value))
      problems.push(`The options ${before.spelled} and ${spelled} are the same, and their values differ.`);
    read.set(meant.name, { spelled, value });
  }
  const { document, settings } = sorted(read, problems);
  const answers = answersFromDocument(document, 'The options');
  const directory = read.get('directory')?.value;
  return {
    flags: new Map([...settings, ...typed.flags]),
    given: answers.given,
    positionals: typed.positionals.length > 0 || directory === undefined ? typed.positionals : [String(directory)],
    problems: [...typed.problems, ...problems, ...answers.problems],
  };
}

interface Meaning {
  /** The key of an answer, or the name of another flag. */
  readonly name: string;
  readonly negated: boolean;
}

/** Every way in which an option may be spelled. Keys of answers come last: `version` is one, not the version of the program. */
const spellings: ReadonlyMap<string, Meaning> = new Map([
  ['directory', { name: 'directory', negated: false }],
  ['defaults', { name: 'yes', negated: false }],
  ...flags.flatMap(spellingsOf),
  ...entries.map(([key]): [string, Meaning] => [key, { name: key, negated: false }]),
]);

function spellingsOf({ name: flag, short, kind }: Flag): readonly (readonly [string, Meaning])[] {
  const name = entries.find(([, answer]) => answer.flag === flag)?.[0] ?? flag;
  const same = [flag, camel(flag), ...(short === undefined ? [] : [short])];
  const opposite = kind === 'yes-no' ? [`no-${flag}`, camel(`no-${flag}`)] : [];
  return [
    ...same.map((spelled) => [spelled, { name, negated: false }] as const),
    ...opposite.map((spelled) => [spelled, { name, negated: true }] as const),
  ];
}

function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function negation(value: unknown): unknown {
  const truth = truthOf(value);
  return typeof truth === 'boolean' ? !truth : value;
}

/** A word of YAML or of a form that can only be a boolean. */
function truthOf(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

function unknown(spelled: string): string {
  const hint =
    spelled === 'true'
      ? ': YAML 1.1 reads the key "yes" as a truth value; write "defaults: true"'
      : suggestion(spelled, [...spellings.keys()]);
  return `Unknown option ${JSON.stringify(spelled)}${hint}. docs/answers.md lists them.`;
}

/** Splits options into a document of the answers file, and flags of the run. */
function sorted(
  read: ReadonlyMap<string, { readonly spelled: string; readonly value: unknown }>,
  problems: string[],
): { readonly document: object; readonly settings: ReadonlyMap<string, string | boolean> } {
  const document: Record<string, unknown> = {};
  const settings = new Map<string, string | boolean>();
  for (const [name, { spelled, value }] of read) {
    const answer = entries.find(([key]) => key === name)?.[1];
    const flag = flags.find((one) => one.name === name);
    if (answer?.type === 'yes-no') document[name] = truthOf(value);
    else if (answer?.type === 'list' && typeof value === 'string') document[name] = valueFromText(answer, value);
    // A person means an account by a number of twelve digits, but YAML reads a number.
    else if (answer !== undefined) document[name] = typeof value === 'number' ? String(value) : value;
    else if (flag?.kind === 'switch' && typeof truthOf(value) === 'boolean') {
      if (truthOf(value) === true) settings.set(name, true);
    } else if (flag?.kind === 'value' && typeof value === 'string') settings.set(name, value);
    else if (flag !== undefined)
      problems.push(`The option ${spelled} must be ${flag.kind === 'switch' ? 'true or false' : 'a text'}.`);
  }
  return { document, settings };
}
