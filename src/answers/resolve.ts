// From the given values to the answers of one repository: conditions, defaults and validation.
import { hiddenIn } from '../printable.ts';
import { UserError } from '../errors.ts';
import { holds, type Answer, type Known, type Value } from './answer.ts';
import { entries, type Answers } from './index.ts';
import { noLimits, type Limits } from './limits.ts';
import { suggestion } from '../formats/nearest.ts';

export type Given = Readonly<Record<string, Value>>;

export interface Problem {
  readonly key: string;
  /** Names the flag, the value and the reason. */
  readonly message: string;
  readonly reason: string;
  /** The value may be valid, but the other answers make it meaningless. */
  readonly isPointless?: true;
}

export interface Settled {
  readonly values: ReadonlyMap<string, Value | undefined>;
  /** Values that are refused, or that the other values make meaningless. */
  readonly refused: readonly Problem[];
  readonly missing: readonly Problem[];
}

/**
 * The answers of one repository.
 *
 * @param given values by key, already in the type of their answer
 * @param defaults whether missing values take their default
 * @throws UserError with status 2 that names every missing, refused or meaningless value at once
 */
export function resolveAnswers(given: Given, { defaults, limits = noLimits, say }: Settling & Saying): Answers {
  const settled = settle(given, { defaults, limits });
  const problems = problemsOf(settled, { defaults, say });
  if (problems.length > 0) throw new UserError(problems, { status: 2 });
  return answersFrom(settled);
}

/** Goes through the declaration in its order; each answer sees those before it. Never throws. */
export function settle(given: Given, { defaults, limits = noLimits }: Settling): Settled {
  const values = new Map<string, Value | undefined>();
  const known = knownFrom(values);
  const refused: Problem[] = [];
  const missing: Problem[] = [];
  for (const [key, answer] of entries) {
    const value = given[key];
    if (answer.when !== undefined && !holds(answer.when, known)) {
      values.set(key, undefined);
      const reason = `applies only when ${answer.whenForm}`;
      if (value !== undefined) refused.push({ key, reason, message: `--${answer.flag} ${reason}.`, isPointless: true });
      continue;
    }
    const settled = normalised(answer, value ?? fallback(key, answer, known, { defaults, limits }));
    values.set(key, settled);
    if (settled === undefined) missing.push({ key, message: describe(answer, { defaults }), reason: 'is missing' });
    // A default that follows from a wrong or missing value is not a problem of its own.
    else if (value !== undefined || refused.length + missing.length === 0)
      refused.push(...refusal(key, answer, settled, known, limits));
  }
  return { values, refused, missing };
}

interface Settling {
  /** Whether a missing value takes its default. */
  readonly defaults: boolean;
  readonly limits?: Limits;
}

/** How a message names a problem; by its flag, unless something else is given. */
interface Saying {
  readonly say?: ((problem: Problem) => string) | undefined;
}

/** The value of a missing answer; a locked answer has a fixed one. */
function fallback(
  key: string,
  answer: Answer,
  known: Known,
  { defaults, limits }: Required<Settling>,
): Value | undefined {
  const locked = limits.locked(key);
  if (locked !== undefined) return locked.value;
  if (!defaults) return undefined;
  const usual = answer.default?.(known);
  const offers = [limits.offered(key), usual, ...(answer.values ?? [])].filter((value) => value !== undefined);
  return offers.find((value) => limits.refusal(key, value) === undefined) ?? usual;
}

/** The problems that prevent a complete set of answers, one message each. */
export function problemsOf(
  { refused, missing }: Settled,
  { defaults, say = ({ message }) => message }: { readonly defaults: boolean } & Saying,
): readonly string[] {
  const said = [
    defaults ? 'Missing, without a default:' : 'Missing, and there is no terminal to ask on:',
    ...missing.map(({ message }) => `  ${message}`),
    `Give them as flags or with --answers FILE${defaults ? '.' : ', or add --yes to take the defaults.'}`,
  ];
  return [...refused.map((problem) => say(problem)), ...(missing.length === 0 ? [] : said)];
}

/** The only place where a map becomes the typed record: `settle` sets every key of the declaration, and nothing was refused. */
export function answersFrom({ values }: Settled): Answers {
  return Object.fromEntries(values) as unknown as Answers;
}

/** Reading access to answers that are known so far. */
export function knownFrom(values: ReadonlyMap<string, Value | undefined>): Known {
  return {
    text: (key) => {
      const value = values.get(key);
      return typeof value === 'string' ? value : '';
    },
    list: (key) => {
      const value = values.get(key);
      return typeof value === 'object' ? value : [];
    },
    yes: (key) => values.get(key) === true,
  };
}

/** The reason why a value is refused, or undefined. */
export function refusal(
  key: string,
  answer: Answer,
  value: Value,
  known: Known,
  limits: Limits = noLimits,
): readonly Problem[] {
  const shown = typeof value === 'object' ? value.join(',') : String(value);
  const reason =
    answer.type === 'choice' && !answer.values?.includes(shown)
      ? `must be one of ${answer.values?.join(', ')}`
      : (answer.check?.(value, known) ?? whatIsHidden(value) ?? limits.refusal(key, value));
  if (reason === undefined) return [];
  const whole = `${reason}${meant(answer, value)}`;
  return [{ key, reason: whole, message: `--${answer.flag} ${JSON.stringify(shown)} ${whole}.` }];
}

/** Refuses invisible characters, whatever the check accepts. */
function whatIsHidden(value: Value): string | undefined {
  const [mark] = [value].flat().flatMap((one) => (typeof one === 'string' ? (hiddenIn(one) ?? []) : []));
  return mark && `must not contain ${mark}, which is invisible`;
}

function normalised(answer: Answer, value: Value | undefined): Value | undefined {
  return value === undefined ? undefined : (answer.normalise?.(value) ?? value);
}

function meant({ values, members }: Answer, value: Value): string {
  const accepted = values ?? members ?? [];
  const unknown = [value].flat().find((one) => !accepted.includes(String(one)));
  return unknown === undefined ? '' : suggestion(String(unknown), accepted);
}

function describe(answer: Answer, { defaults }: { readonly defaults: boolean }): string {
  const flag = answer.type === 'yes-no' ? `--[no-]${answer.flag}` : `--${answer.flag} <${answer.form}>`;
  return defaults || answer.default !== undefined ? flag : `${flag}, which has no default`;
}
