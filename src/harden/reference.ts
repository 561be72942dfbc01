// The repository that the generator would write for the controller that is here.
import { resolveAnswers, type Given } from '../answers/resolve.ts';
import { repositoryOf, type Repository } from '../repo/repository.ts';
import { scaffold, type Files } from '../scaffold/scaffold.ts';
import { inferAnswers } from './infer-answers.ts';

export interface Reference {
  readonly repository: Repository;
  /** What was read from the repository, for the user to see. */
  readonly inferred: Given;
}

/**
 * @param given answers from flags, --answers and .yo-rc.json, which win over what can be read
 * @throws UserError with status 2 when given answers cannot work together
 */
export function referenceFor(repository: Repository, given: Given, templates: Files): Reference {
  const inferred = { name: 'controller', ...inferAnswers(repository) };
  return { repository: repositoryOf(scaffold(resolveAnswers({ ...inferred, ...given }, { defaults: true }), templates)), inferred };
}
