// The result of `rbac --check` for a gate in CI: the exit status, and the differences that count.
import type { ExitStatus } from '../../cli/command.ts';
import type { Inference } from '../../inference/infer.ts';
import { inferRepository, type InferRepositoryOptions } from '../../permissions/infer-repository.ts';
import { isBlind } from '../../permissions/blind.ts';
import { type CheckedInference, checkManifests } from '../../permissions/check.ts';
import { newDifferences } from '../../permissions/since.ts';

/**
 * 0: the granted and the needed permissions are equal; 1: they differ, or nothing could be inferred while places are
 * unknown, so that there is nothing to compare.
 */
export function statusOf(inference: Inference, { check }: CheckedInference, failOn: string): ExitStatus {
  if (isBlind(inference)) return 1;
  return check.missing.length > 0 || (failOn === 'any' && check.excess.some(({ doubt }) => doubt === null)) ? 1 : 0;
}

/** The comparison without the differences that a revision of git has too. */
export async function since(
  checked: CheckedInference,
  root: string,
  revision: string,
  options: InferRepositoryOptions,
): Promise<CheckedInference> {
  const { readRevision } = await import('../../git/read-revision.ts');
  const { repository, renamed } = await readRevision(root, revision);
  const before = checkManifests(await inferRepository(repository, options));
  return { ...checked, check: newDifferences(checked.check, before.check, renamed) };
}
