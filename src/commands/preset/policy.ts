// A preset as what it adds to the audit of one repository.
import type { Policy } from '../../audit/policy.ts';
import { nameOfOrigin } from '../../formats/remote-url.ts';
import { originOf } from '../../git/status.ts';
import { policyOf } from '../../presets/policy.ts';
import { own } from '../../table.ts';
import type { Loaded } from './load.ts';

/** @param root where the repository lies: its remote says which one it is, and no file of it does */
export async function policyFor({ preset, recorded }: Loaded, root: string): Promise<Policy> {
  const today = new Date().toISOString().slice(0, 10);
  const origin = await originOf(root);
  return policyOf(preset, { repository: origin && nameOfOrigin(origin), today, recorded });
}

/** What is wrong with leaving these rules out. */
export function leftOutInVain({ preset }: Loaded, isLeftOut: (rule: string) => boolean): readonly string[] {
  const required = preset.layers.flatMap(({ rules, name }) =>
    Object.keys(rules)
      .filter((id) => own(rules, id)?.required === true && isLeftOut(id))
      .map((id) => `${id} cannot be left out: the preset ${name} requires it.`),
  );
  return [...new Set(required)];
}
