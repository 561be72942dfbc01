// What of a rule is broken and not ignored for a reason.
import { reasonFor } from '../audit/audit.ts';
import { findingFrom, type Finding } from '../audit/finding.ts';
import type { Config } from '../audit/config.ts';
import { lookAt } from '../audit/look.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Rule, Sight } from '../rules/rule.ts';
import { suppressionsIn } from '../rules/suppressions.ts';

export interface Broken {
  readonly sight: Sight;
  readonly finding: Finding;
}

export function brokenOf(rule: Rule, inventory: Inventory, config: Config | undefined): readonly Broken[] {
  const sights = lookAt(rule, inventory).sights.filter(({ state }) => state === 'broken');
  if (sights.length === 0) return [];
  const suppressions = suppressionsIn(inventory.repository);
  return sights.flatMap((sight) => {
    const finding = findingFrom(rule, sight);
    return finding === undefined || reasonFor(finding, suppressions, config) !== undefined ? [] : [{ sight, finding }];
  });
}
