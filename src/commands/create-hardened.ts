// The generator in a repository that was hardened, not generated: it brings up to date what harden wrote, and nothing else.
import path from 'node:path';
import { givenByAnswers, questionsAbout } from '../answers/prompts.ts';
import { problemsOf, settle, type Given } from '../answers/resolve.ts';
import { UserError } from '../errors.ts';
import { inferAnswers } from '../harden/infer-answers.ts';
import { onlySure, valuesOf, type Readings } from '../harden/reading.ts';
import { referenceFor } from '../harden/reference.ts';
import { updateOf } from '../harden/update.ts';
import { packageRoot } from '../package-root.ts';
import { compare } from '../repo/compare.ts';
import { readRepository } from '../repo/read.ts';
import { readTemplates } from '../scaffold/templates.ts';
import type { HardenedFiles } from './create-given.ts';
import type { Ask, Plan } from './create-plan.ts';
import type { Place } from './create-place.ts';
import { originOf } from './git-status.ts';
import { worthAsking } from './harden-answers.ts';
import { inferPermissions } from './infer-permissions.ts';

export interface Hardened {
  readonly place: Place;
  readonly hardened: HardenedFiles;
  readonly given: Given;
  /** Whether defaults and guesses are taken for what is not known. */
  readonly defaults: boolean;
  readonly ask: Ask | undefined;
}

/**
 * Plans an update.
 *
 * @throws UserError with status 2 that names all that is missing or refused
 */
export async function planUpdate({ place, hardened, given, defaults, ask }: Hardened): Promise<Plan> {
  const repository = readRepository(place.path);
  const permissions = await inferPermissions(repository);
  const inferred = inferAnswers(repository, { origin: originOf(place.path), directory: path.basename(place.path), permissions });
  const known = ask === undefined ? given : { ...given, ...(await answered(inferred, given, ask)) };
  if (ask === undefined && !defaults) refuseMissing({ ...valuesOf(onlySure(inferred)), ...given });
  const reference = referenceFor(inferred, known, readTemplates(path.join(packageRoot, 'templates')));
  const { files, left } = updateOf(repository, reference.repository, hardened, known);
  return { place, answers: reference.answers, files, changes: compare(place, files), left };
}

async function answered(inferred: Readings, given: Given, ask: Ask): Promise<Given> {
  const unsure = worthAsking(inferred).filter((key) => !(key in given));
  return givenByAnswers(await ask(questionsAbout(unsure, { ...valuesOf(onlySure(inferred)), ...given }, valuesOf(inferred))));
}

function refuseMissing(given: Given): void {
  const problems = problemsOf(settle(given, { defaults: false }), { defaults: false });
  if (problems.length > 0) throw new UserError(problems.join('\n'), { status: 2 });
}
