// The repository that the generator would write for the controller that is here.
import { resolveAnswers, settle, type Given } from '../answers/resolve.ts';
import { repositoryOf, type Repository } from '../repo/repository.ts';
import { scaffold, type Files } from '../scaffold/scaffold.ts';
import { inferAnswers, type Around } from './infer-answers.ts';

export interface Reference {
  readonly repository: Repository;
  /** What was read from the repository, for the user to see. */
  readonly inferred: Given;
}

/**
 * @param around what is known besides the files
 * @param given answers from flags, --answers and .yo-rc.json, which win over what can be read
 * @throws UserError with status 2 when given answers cannot work together
 */
export function referenceFor(repository: Repository, around: Around, given: Given, templates: Files): Reference {
  const inferred = fitting({ name: 'controller', ...inferAnswers(repository, around) }, given);
  return { repository: repositoryOf(scaffold(resolveAnswers({ ...inferred, ...given }, { defaults: true }), templates)), inferred };
}

/** What was read makes room where it does not go with what was given. */
function fitting(inferred: Given, given: Given): Given {
  const { refused } = settle({ ...inferred, ...given }, { defaults: true });
  const wrong = refused.filter(({ key }) => key in inferred && !(key in given)).map(({ key }) => key);
  return wrong.length === 0 ? inferred : fitting(Object.fromEntries(Object.entries(inferred).filter(([key]) => !wrong.includes(key))), given);
}
