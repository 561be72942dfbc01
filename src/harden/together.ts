// Makes many fixes of one rule together: the result is judged once, instead of once for each fix.
import { UserError } from '../errors.ts';
import { applyEdits, type Edit } from '../formats/edit.ts';
import { inventoryOf, type Inventory, type Known } from '../inventory/inventory.ts';
import { withFiles } from '../repo/repository.ts';
import type { Finding } from '../audit/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { judgedBy, type Asking, type Broken, type Judged } from './broken.ts';

interface Made {
  readonly finding: Finding;
  readonly file: string;
}

export interface Together {
  /** The fixes that were made, in their order, each with the file that it changes. */
  readonly made: readonly Made[];
  readonly after: Inventory;
  /** The findings of the rule. */
  readonly judged: Judged;
}

export interface Many {
  readonly rule: Rule;
  /** The findings of the rule that have a fix. */
  readonly wanted: readonly Broken[];
  /** The present number of findings of the rule; each fix must leave one less. */
  readonly count: number;
  readonly inventory: Inventory;
  readonly model: Inventory;
  readonly options: Known & Asking;
}

/**
 * Makes the edits of all these findings that do not touch the same place; the others are left for the next round.
 *
 * @returns undefined if each must be tried separately: fewer than two can be made, one fails, or the result fixes fewer
 * findings than edits were made
 */
export function applyTogether(many: Many): Together | undefined {
  try {
    return tryTogether(many);
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
}

function tryTogether({ rule, wanted, count, inventory, model, options }: Many): Together | undefined {
  if (wanted.length < 2) return undefined;
  const edits = new Map<string, Edit[]>();
  const made: Made[] = [];
  for (const { sight, finding } of wanted) {
    const change = sight.change?.(model);
    if (change === undefined || !('edits' in change)) continue;
    const parts = [change, ...(change.besides === undefined ? [] : [change.besides])];
    if (!parts.every((part) => inventory.repository.files.has(part.path) && isFree(part, edits))) continue;
    for (const part of parts) {
      const all = edits.get(part.path) ?? [];
      all.push(...part.edits);
      edits.set(part.path, all);
    }
    made.push({ finding, file: change.path });
  }
  if (made.length < 2) return undefined;
  const { files } = inventory.repository;
  const texts = [...edits].map(([path, all]): [string, string] => [path, applyEdits(files.get(path) ?? '', all)]);
  const after = inventoryOf(withFiles(inventory.repository, texts), { ...options, before: inventory.installed });
  if (after.faults.length > inventory.faults.length) return undefined;
  const judged = judgedBy(rule, after, options);
  return judged.broken.length <= count - made.length ? { made, after, judged } : undefined;
}

/**
 * Whether these edits touch none of the others: two edits that begin at one place would both write the same addition.
 */
function isFree(
  { path, edits }: { readonly path: string; readonly edits: readonly Edit[] },
  all: ReadonlyMap<string, readonly Edit[]>,
): boolean {
  const others = all.get(path) ?? [];
  return edits.every((one) => others.every((other) => one.end < other.start || other.end < one.start));
}
