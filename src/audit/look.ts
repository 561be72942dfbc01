// Runs a rule and catches its failure: a rule that throws reports `unknown` for the file, and the report goes on.
import { inventoryOf, type Inventory } from '../inventory/inventory.ts';
import { behindWall, type Failed } from '../repo/behind-wall.ts';
import { ruleIds } from '../rules/index.ts';
import type { Rule, Sight } from '../rules/rule.ts';

export interface Look {
  readonly sights: readonly Sight[];
  /** The place where the rule itself failed. */
  readonly failed: readonly Failed[];
}

export function lookAt(rule: Rule, inventory: Inventory): Look {
  const { repository, permissions, pins, today } = inventory;
  const { value: sights = [], failed } = behindWall(repository, (rest) =>
    rule.look(rest === repository ? inventory : inventoryOf(rest, { permissions, pins, today }), ruleIds),
  );
  return { sights, failed };
}

/** The finding about the failure. */
export function unknownsOf({ failed }: Look): readonly Sight[] {
  return failed.map(({ path, why }) => ({ state: 'unknown', path, line: 1, message: `cannot be judged: ${why}` }));
}
