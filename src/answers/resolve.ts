// From what was given to the answers of one repository: conditions, defaults and validation.
import { UserError } from '../errors.ts';
import type { Answer, Known, Value } from './answer.ts';
import { entries, type Answers } from './index.ts';

export type Given = Readonly<Record<string, Value>>;

/**
 * The answers of one repository.
 *
 * @param given values by key, already of the type that their answer has
 * @param defaults whether a value that was not given is taken from its default
 * @throws UserError with status 2 that names every value that is missing, refused or makes no sense, all at once
 */
export function resolveAnswers(given: Given, { defaults }: { readonly defaults: boolean }): Answers {
  const values = new Map<string, Value | undefined>();
  const known = knownFrom(values);
  const problems: string[] = [];
  const missing: string[] = [];
  for (const [key, answer] of entries) {
    const value = given[key];
    if (answer.when?.(known) === false) {
      values.set(key, undefined);
      if (value !== undefined) problems.push(`--${answer.flag} makes no sense here: it is for when ${answer.whenForm}.`);
      continue;
    }
    const settled = value ?? (defaults ? answer.default?.(known) : undefined);
    values.set(key, settled);
    if (settled === undefined) missing.push(describe(answer));
    else problems.push(...refusal(answer, settled, known));
  }
  if (missing.length > 0) problems.push(missingMessage(missing, defaults));
  if (problems.length > 0) throw new UserError(problems.join('\n'), { status: 2 });
  return answersFrom(values);
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

/** Why a value is not accepted: at most one line that names the flag, the value and what is accepted. */
export function refusal(answer: Answer, value: Value, known: Known): readonly string[] {
  const shown = typeof value === 'object' ? value.join(',') : String(value);
  const reason =
    answer.type === 'choice' && !answer.values?.includes(shown)
      ? `must be one of ${answer.values?.join(', ')}`
      : answer.check?.(value, known);
  return reason === undefined ? [] : [`--${answer.flag} "${shown}" ${reason}.`];
}

function describe(answer: Answer): string {
  return answer.type === 'yes-no' ? `--[no-]${answer.flag}` : `--${answer.flag} <${answer.form}>`;
}

function missingMessage(missing: readonly string[], defaults: boolean): string {
  const advice = defaults ? '' : '\nGive them as flags or with --answers FILE, or add --yes to take the defaults.';
  return `Missing, and there is no terminal to ask on:\n${missing.map((flag) => `  ${flag}`).join('\n')}${advice}`;
}

/** The one border where a map becomes the typed record: every key of the declaration was set in the loop above. */
function answersFrom(values: ReadonlyMap<string, Value | undefined>): Answers {
  return Object.fromEntries(values) as unknown as Answers;
}
