// Runs a rule and catches its failure: a rule that throws reports `unknown` for the file, and the report goes on.
import { inventoryOf, type Inventory, type Known } from '../inventory/inventory.ts';
import { behindWall, type Failed } from '../repo/behind-wall.ts';
import { ruleIds } from '../rules/index.ts';
import { unlessWrittenByTool } from '../rules/look/written-by-tools.ts';
import type { Rule, Sight } from '../rules/rule.ts';

export interface Look {
  readonly sights: readonly Sight[];
  /** The place where the rule itself failed. */
  readonly failed: readonly Failed[];
}

export function lookAt(rule: Rule, inventory: Inventory): Look {
  const { repository } = inventory;
  const { value: sights = [], failed } = behindWall(repository, (rest) =>
    rule.look(rest === repository ? inventory : inventoryOf(rest, factsFor(inventory)), ruleIds),
  );
  return { sights: sights.map((sight) => unlessWrittenByTool(rule, sight, repository.files)), failed };
}

function factsFor({ permissions, pins, today }: Inventory): Known {
  return { permissions, pins, today };
}

/** What rules saw before the needs of the source were known. */
export interface Ahead {
  readonly inventory: Inventory;
  /** Only of rules for which the needs make no difference. */
  readonly looks: ReadonlyMap<Rule, Look>;
}

/**
 * Runs rules while the needs of the source are still unknown. A rule that asks for them has to run again, and what it
 * has made others remember about the inventory is dropped.
 *
 * @param inventory without permissions
 */
export function lookAhead(rules: readonly Rule[], inventory: Inventory): Ahead {
  let asked = false;
  const watched = (): Inventory => ({
    ...inventory,
    get permissions() {
      asked = true;
      return undefined;
    },
  });
  let current = watched();
  const looks = new Map<Rule, Look>();
  for (const rule of rules) {
    const look = lookAt(rule, current);
    if (asked) current = watched();
    else looks.set(rule, look);
    asked = false;
  }
  return { inventory, looks };
}

/** The finding about the failure. */
export function unknownsOf({ failed }: Look): readonly Sight[] {
  return failed.map(({ path, why }) => ({ state: 'unknown', path, line: 1, message: `cannot be judged: ${why}` }));
}
