// The generator in a repository that was hardened, not generated: it updates only the files that harden wrote.
import path from 'node:path';
import { givenByAnswers } from '../../answers/prompts.ts';
import { problemsOf, settle, type Given } from '../../answers/resolve.ts';
import { UserError } from '../../errors.ts';
import { referenceFor } from '../../harden/reference.ts';
import { updateOf } from '../../harden/update.ts';
import { packageRoot } from '../../package-root.ts';
import { compare } from '../../repo/compare.ts';
import { readRepository } from '../../repo/read.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import type { HardenedFiles } from '../create/given.ts';
import type { Ask, Plan } from '../create/plan.ts';
import type { Place } from '../create/place.ts';
import { unsureQuestions } from './answers.ts';
import { readAnswers } from './read-answers.ts';

export interface Hardened {
  readonly place: Place;
  readonly hardened: HardenedFiles;
  readonly given: Given;
  /** Whether defaults and guesses may stand for unknown answers. */
  readonly defaults: boolean;
  readonly ask: Ask | undefined;
}

/**
 * Plans an update.
 *
 * @throws UserError with status 2 that names everything that is missing or refused
 */
export async function planUpdate({ place, hardened, given, defaults, ask }: Hardened): Promise<Plan> {
  const repository = readRepository(place.path);
  const { inferred } = await readAnswers(place.path, repository);
  const templates = readTemplates(path.join(packageRoot, 'templates'));
  const first = referenceFor(inferred, given, templates);
  if (ask === undefined && !defaults) refuseMissing(first.kept);
  const known = ask === undefined ? given : { ...given, ...givenByAnswers(await ask(unsureQuestions(first, given))) };
  const reference = ask === undefined ? first : referenceFor(inferred, known, templates);
  const { files, left } = updateOf(repository, reference.repository, hardened, known);
  return { place, answers: reference.answers, files, ...compare(place, files), left };
}

function refuseMissing(given: Given): void {
  const problems = problemsOf(settle(given, { defaults: false }), { defaults: false });
  if (problems.length > 0) throw new UserError(problems, { status: 2 });
}
