// Turns a preset into the policy for the audit of one repository.
import type { Policy } from '../../audit/policy.ts';
import { nameOfOrigin } from '../../formats/remote-url.ts';
import { originOf } from '../../git/status.ts';
import type { Given } from '../../answers/resolve.ts';
import { hardeningPolicyOf, policyOf, type Around } from '../../presets/policy.ts';
import { own } from '../../table.ts';
import type { Loaded } from './load.ts';

/** @param root the folder of the repository: its remote identifies it, and no file in it can */
export async function policyFor({ preset, recorded }: Loaded, root: string): Promise<Policy> {
  return policyOf(preset, { ...(await aroundOf(root)), recorded });
}

/**
 * The same for harden, with the files that the preset starts a repository with.
 *
 * @param read the answers of the repository, for those that the preset does not accept
 */
export async function hardeningPolicyFor({ preset, recorded }: Loaded, root: string, read: Given): Promise<Policy> {
  return hardeningPolicyOf(preset, { ...(await aroundOf(root)), recorded, read });
}

async function aroundOf(root: string): Promise<Pick<Around, 'repository' | 'today'>> {
  const origin = await originOf(root);
  return { repository: origin && nameOfOrigin(origin), today: new Date().toISOString().slice(0, 10) };
}

/** The reasons why these rules cannot be left out. */
export function leftOutInVain({ preset }: Loaded, isLeftOut: (rule: string) => boolean): readonly string[] {
  const required = preset.layers.flatMap(({ rules, name }) =>
    Object.keys(rules)
      .filter((id) => own(rules, id)?.required === true && isLeftOut(id))
      .map((id) => `${id} cannot be left out: the preset ${name} requires it.`),
  );
  return [...new Set(required)];
}
