// The repository that the generator would write for the controller that is here.
import { entries, type Answers } from '../answers/index.ts';
import { noLimits, type Limits } from '../answers/limits.ts';
import { resolveAnswers, settle, type Given } from '../answers/resolve.ts';
import { repositoryOf, type Repository } from '../repo/repository.ts';
import { scaffold, type Files } from '../scaffold/scaffold.ts';
import { examples, found, guess, onlySure, valuesOf, without, type Readings } from './reading.ts';

export interface Reference {
  readonly repository: Repository;
  readonly answers: Answers;
  /** Every answer that it was made with, and where it comes from. */
  readonly readings: Readings;
  /** What was given, or is sure: what may be kept. */
  readonly kept: Given;
}

/**
 * @param inferred what can be read from the repository
 * @param given answers from flags, --answers, .yo-rc.json and a person, which win over what can be read
 * @param limits what an organisation lets answers be; what was only read makes room for it
 * @throws UserError with status 2 when given answers cannot work together, or are not accepted
 */
export function referenceFor(inferred: Readings, given: Given, templates: Files, limits: Limits = noLimits): Reference {
  const all = { name: guess('controller', examples.name), ...inferred };
  const narrow = fitting(all, given, limits);
  const isWhole = settle({ ...valuesOf(narrow), ...given }, { defaults: true, limits }).refused.length === 0;
  // Where guesses that are accepted make no repository together, those that were read do; what was given is refused still.
  const read = isWhole ? narrow : fitting(all, given, noLimits);
  const refusal: Limits['refusal'] = (key, value) => (key in given ? limits.refusal(key, value) : undefined);
  const answers = resolveAnswers(
    { ...valuesOf(read), ...given },
    { defaults: true, limits: isWhole ? limits : { ...limits, refusal } },
  );
  return {
    repository: repositoryOf(filesOf(answers, templates)),
    answers,
    readings: readingsOf(answers, read, given, limits),
    kept: { ...valuesOf(onlySure(read)), ...given },
  };
}

/** Rules graft from deploy/, which charts alone come from too: here it is there in every case. */
function filesOf(answers: Answers, templates: Files): Files {
  const files = scaffold(answers, templates);
  if (answers.packaging !== 'helm') return files;
  return new Map([...scaffold({ ...answers, packaging: 'both' }, templates), ...files]);
}

/** What was read makes room where it does not go with what was given. */
function fitting(inferred: Readings, given: Given, limits: Limits): Readings {
  const { refused } = settle({ ...valuesOf(inferred), ...given }, { defaults: true, limits });
  const wrong = refused.filter(({ key }) => key in inferred && !(key in given)).map(({ key }) => key);
  return wrong.length === 0 ? inferred : fitting(without(inferred, wrong), given, limits);
}

function readingsOf(answers: Answers, read: Readings, given: Given, limits: Limits): Readings {
  const values = new Map(Object.entries(answers));
  return Object.fromEntries(
    entries.flatMap(([key]) => {
      const value = values.get(key);
      if (value === undefined) return [];
      const locked = limits.locked(key);
      if (locked !== undefined) return [[key, found(value, `locked by ${locked.reason}`)]];
      if (key in given) return [[key, found(value, 'given')]];
      const reading = read[key] ?? guess(value, examples.value);
      const refused = limits.refusal(key, value);
      return [[key, refused === undefined ? reading : { ...reading, because: `${reading.because}; it ${refused}` }]];
    }),
  );
}
