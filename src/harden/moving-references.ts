// The questions for the network before a repository can be pinned.
import type { Repository } from '../repo/repository.ts';
import { rules } from '../rules/index.ts';
import { inventoryOf } from '../inventory/inventory.ts';
import type { Moving } from '../inventory/pins.ts';
import { brokenOf } from './broken.ts';
import { isChosen, type PlanOptions } from './apply.ts';

/** The references that move and that break a rule, each once, in alphabetical order. */
export function movingReferences(repository: Repository, options: Omit<PlanOptions, 'takes'>): readonly Moving[] {
  const inventory = inventoryOf(repository);
  const broken = rules.filter((rule) => isChosen(rule, options)).flatMap((rule) => brokenOf(rule, inventory, options));
  const found = new Map(
    broken.flatMap(({ sight: { moving } }) => (moving === undefined ? [] : [[moving.name, moving] as const])),
  );
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
