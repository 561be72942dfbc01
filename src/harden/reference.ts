// The repository that the generator would write for the controller that is here.
import { entries, type Answers } from '../answers/index.ts';
import { resolveAnswers, settle, type Given } from '../answers/resolve.ts';
import { repositoryOf, type Repository } from '../repo/repository.ts';
import { scaffold, type Files } from '../scaffold/scaffold.ts';
import { found, guess, onlySure, valuesOf, without, type Readings } from './reading.ts';

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
 * @throws UserError with status 2 when given answers cannot work together
 */
export function referenceFor(inferred: Readings, given: Given, templates: Files): Reference {
  const read = fitting({ name: guess('controller', 'nothing here has a name'), ...inferred }, given);
  const answers = resolveAnswers({ ...valuesOf(read), ...given }, { defaults: true });
  return {
    repository: repositoryOf(scaffold(answers, templates)),
    answers,
    readings: readingsOf(answers, read, given),
    kept: { ...valuesOf(onlySure(read)), ...given },
  };
}

/** What was read makes room where it does not go with what was given. */
function fitting(inferred: Readings, given: Given): Readings {
  const { refused } = settle({ ...valuesOf(inferred), ...given }, { defaults: true });
  const wrong = refused.filter(({ key }) => key in inferred && !(key in given)).map(({ key }) => key);
  return wrong.length === 0 ? inferred : fitting(without(inferred, wrong), given);
}

function readingsOf(answers: Answers, read: Readings, given: Given): Readings {
  const values = new Map(Object.entries(answers));
  return Object.fromEntries(
    entries.flatMap(([key]) => {
      const value = values.get(key);
      return value === undefined
        ? []
        : [[key, key in given ? found(value, 'given') : (read[key] ?? guess(value, 'the default'))]];
    }),
  );
}
