// A rule behind its wall: one that throws says `unknown` of the file that it threw at, and the report goes on.
import { inventoryOf, type Inventory } from '../inventory/inventory.ts';
import { behindWall, type Failed } from '../repo/behind-wall.ts';
import { ruleIds } from '../rules/index.ts';
import type { Rule, Sight } from '../rules/rule.ts';

export interface Look {
  readonly sights: readonly Sight[];
  /** Where the rule itself failed. */
  readonly failed: readonly Failed[];
}

export function lookAt(rule: Rule, inventory: Inventory): Look {
  const { repository, permissions, pins, today } = inventory;
  const { value: sights = [], failed } = behindWall(repository, (rest) =>
    rule.look(rest === repository ? inventory : inventoryOf(rest, { permissions, pins, today }), ruleIds),
  );
  return { sights, failed };
}

/** What an audit says of it. */
export function unknownsOf({ failed }: Look): readonly Sight[] {
  return failed.map(({ path, why }) => ({ state: 'unknown', path, line: 1, message: `cannot be judged: ${why}` }));
}
