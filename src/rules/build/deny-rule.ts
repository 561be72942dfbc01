// Rules about one key of deny.toml.
import { setToml } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Rule, type RuleRecord, type Sight } from '../rule.ts';
import { denyConfig, inTable, lineIn } from '../look/cargo.ts';

export interface DenyRecord extends Omit<RuleRecord, 'group' | 'reference' | 'fix'> {
  readonly table: string;
  readonly key: string;
  readonly accepts: (value: unknown) => boolean;
  readonly fix?: RuleRecord['fix'];
  /** Further faults, each with whether an existing deny.toml has it and whether a missing one does. */
  readonly besides?: (inventory: Inventory, isRefused: boolean) => readonly Sight[];
}

/** Looks at one key. If deny.toml is missing, another rule reports that, and this one what nothing refuses. */
export function denyRule({ table, key, accepts, besides = () => [], ...record }: DenyRecord): Rule {
  const fix = record.fix ?? 'safe';
  return defineRule({
    ...record,
    fix,
    group: 'Supply chain',
    reference: pages.deny,
    look: (inventory) => {
      const file = denyConfig(inventory);
      if (file === undefined) return besides(inventory, false);
      const value = inTable(file, table, key);
      const state = accepts(value) ? 'kept' : 'broken';
      const message = `[${table}] ${key} is ${value === undefined ? 'not set' : JSON.stringify(value).slice(0, 60)}`;
      return [
        {
          state,
          path: file.path,
          line: lineIn(file, `${table}.${key}`),
          what: key,
          message,
          fix: value === undefined ? fix : 'ask',
          change: (reference) => {
            const model = denyConfig(reference);
            const entry = model?.entries.find((one) => one.key === `${table}.${key}`);
            return model === undefined || entry === undefined
              ? undefined
              : { path: file.path, edits: setToml(file, table, key, model.text.slice(entry.valueStart, entry.end)) };
          },
        },
        ...besides(inventory, state === 'kept'),
      ];
    },
  });
}
