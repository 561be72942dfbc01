// The additions of a preset to a run of harden: limits on answers, demands, and files.
import { noLimits, type Limits } from '../../answers/limits.ts';
import type { Given } from '../../answers/resolve.ts';
import type { Policy } from '../../audit/policy.ts';
import { onlySure, valuesOf, type Readings } from '../../harden/reading.ts';
import type { Reference } from '../../harden/reference.ts';
import type { Files } from '../../repo/files.ts';
import { withFiles } from '../../repo/repository.ts';
import type { Loaded } from '../preset/load.ts';

export interface Under {
  readonly limits: Limits;
  /** Undefined without a preset. */
  readonly policy: Policy | undefined;
  /** The files that the preset keeps the same everywhere. */
  readonly files: Files;
}

export interface Answered {
  /** Answers from flags, --answers and the record. */
  readonly given: Given;
  /** Answers from flags and --answers only. */
  readonly said: Given;
  readonly inferred: Readings;
}

/** @throws UserError with status 2 if the preset brings a file that the generator writes */
export async function underPreset(
  loaded: Loaded | undefined,
  root: string,
  { given, said, inferred }: Answered,
  templates: Files,
): Promise<Under> {
  if (loaded === undefined) return { limits: noLimits, policy: undefined, files: new Map() };
  const { limitsOf } = await import('../../presets/limits.ts');
  const { hardeningPolicyFor } = await import('../preset/policy.ts');
  const { broughtTo } = await import('../preset/brought.ts');
  const facts = { ...valuesOf(onlySure(inferred)), ...given };
  return {
    limits: besideFacts(limitsOf(loaded.preset), facts, said),
    policy: await hardeningPolicyFor(loaded, root, facts),
    files: broughtTo(loaded, templates, true).files,
  };
}

/**
 * A fact about a repository stays true if the preset does not accept it: that is a finding. Only an answer of this run
 * is refused.
 */
function besideFacts(limits: Limits, facts: Given, said: Given): Limits {
  const isFact = (key: string): boolean => key in facts && !(key in said);
  return {
    ...limits,
    refusal: (key, value) => (isFact(key) ? undefined : limits.refusal(key, value)),
    locked: (key) => (isFact(key) ? undefined : limits.locked(key)),
  };
}

/** harden records the files of the preset too, so that the next run recognises them. */
export function toRemember({ repository, kept }: Reference, { files }: Under): Pick<Reference, 'repository' | 'kept'> {
  return { repository: withFiles(repository, [...files]), kept };
}
