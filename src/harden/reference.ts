// The repository that the generator would write for this controller.
import { entries, type Answers } from '../answers/index.ts';
import { noLimits, type Limits } from '../answers/limits.ts';
import { resolveAnswers, settle, type Given } from '../answers/resolve.ts';
import { repositoryOf, type Repository } from '../repo/repository.ts';
import { scaffold, type Files } from '../scaffold/scaffold.ts';
import { example, found, onlySure, valuesOf, without, type Readings } from './reading.ts';

export interface Reference {
  readonly repository: Repository;
  readonly answers: Answers;
  /** Every answer of it, with the source of each. */
  readonly readings: Readings;
  /** The answers that may be kept: given or sure. */
  readonly kept: Given;
}

/**
 * @param inferred the answers that the repository shows
 * @param given answers from flags, --answers, .yo-rc.json and a person, which take precedence over inferred ones
 * @param limits the limits of an organisation; an inferred answer outside of them is dropped
 * @throws UserError with status 2 if given answers contradict each other, or are not accepted
 */
export function referenceFor(inferred: Readings, given: Given, templates: Files, limits: Limits = noLimits): Reference {
  const all = { name: example('controller', 'nothing in the repository has a name'), ...inferred };
  const narrow = fitting(all, given, limits);
  const isWhole = settle({ ...valuesOf(narrow), ...given }, { defaults: true, limits }).refused.length === 0;
  // If the guesses contradict each other, only the inferred answers are used; wrong given answers are still refused.
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

/** Rules graft from deploy/, from which charts are made too, so the reference always has it. */
function filesOf(answers: Answers, templates: Files): Files {
  const files = scaffold(answers, templates);
  if (answers.packaging !== 'helm') return files;
  return new Map([...scaffold({ ...answers, packaging: 'both' }, templates), ...files]);
}

/** An inferred answer that contradicts a given one is dropped. */
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
      const reading = read[key] ?? example(value);
      const refused = limits.refusal(key, value);
      return [[key, refused === undefined ? reading : { ...reading, because: `${reading.because}; it ${refused}` }]];
    }),
  );
}
