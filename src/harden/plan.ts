// From findings to changed files: every edit is made alone, looked at again, and kept only when it helped.
import { applyEdits } from '../formats/edit.ts';
import { withFiles, exists, type Repository } from '../repo/repository.ts';
import { rules as catalogue } from '../rules/index.ts';
import { inventoryOf, type Inventory } from '../rules/inventory/inventory.ts';
import type { Permissions } from '../rules/inventory/permissions.ts';
import type { Change, Rule, Sight } from '../rules/rule.ts';
import { findingFrom, suppressedBy, type Finding } from '../audit/audit.ts';
import type { Config } from '../audit/config.ts';

/** One fix: made, left to be asked about, or refused with a reason. */
export interface Step {
  readonly finding: Finding;
  readonly outcome: 'made' | 'left' | 'refused';
  readonly why?: string;
}

export interface Plan {
  readonly before: Repository;
  readonly after: Repository;
  readonly steps: readonly Step[];
}

export interface PlanOptions {
  readonly rules?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly config?: Config | undefined;
  readonly permissions?: Permissions | undefined;
  /** Which fixes to make; the others are left. */
  readonly takes: (finding: Finding) => boolean;
}

/**
 * What would change. Nothing is written.
 *
 * @param reference the repository that the generator would write with the answers of this one: where grafts come from
 */
export function planHardening(before: Repository, reference: Repository, options: PlanOptions): Plan {
  const model = inventoryOf(reference);
  const steps: Step[] = [];
  let after = before;
  for (const rule of catalogue) {
    if (options.rules?.includes(rule.id) === false || options.ignore?.includes(rule.id) === true) continue;
    after = applyRule(rule, after, model, options, steps);
  }
  return { before, after, steps };
}

function applyRule(rule: Rule, before: Repository, model: Inventory, options: PlanOptions, steps: Step[]): Repository {
  let current = before;
  const passed = new Set<string>();
  for (;;) {
    const inventory = inventoryOf(current, options.permissions);
    const broken = brokenOf(rule, inventory, options.config);
    const next = broken.find(({ sight }) => !passed.has(keyOf(sight)));
    if (next === undefined) return current;
    const { sight, finding } = next;
    const tried = options.takes(finding) ? attempt(rule, sight, broken.length, current, model, options) : leave(finding);
    steps.push({ finding, ...tried.step });
    if (tried.after === undefined) passed.add(keyOf(sight));
    else current = tried.after;
  }
}

interface Tried {
  readonly step: Omit<Step, 'finding'>;
  readonly after?: Repository;
}

function leave({ fix }: Finding): Tried {
  return { step: { outcome: 'left', why: fix === 'manual' ? 'only a person can' : 'needs a decision' } };
}

/** A place of a rule: findings of equal words are told apart by their line, which edits above may move. */
function keyOf({ path, line, message }: Sight): string {
  return `${path}:${line} ${message}`;
}

function brokenOf(rule: Rule, inventory: Inventory, config: Config | undefined): readonly { readonly sight: Sight; readonly finding: Finding }[] {
  return rule.look(inventory).flatMap((sight) => {
    const finding = sight.state === 'broken' ? findingFrom(rule, sight) : undefined;
    return finding === undefined || suppressedBy(finding, inventory.repository, config) !== undefined ? [] : [{ sight, finding }];
  });
}

function attempt(rule: Rule, sight: Sight, broken: number, current: Repository, model: Inventory, options: PlanOptions): Tried {
  const change = sight.change?.(model);
  if (change === undefined) return refuse('the reference has nothing to put there');
  const changed = changedText(change, current);
  if ('refused' in changed) return refuse(changed.refused);
  const after = withFiles(current, [[change.path, changed.text]]);
  const looked = inventoryOf(after, options.permissions);
  const faults = looked.faults.length - inventoryOf(current, options.permissions).faults.length;
  if (faults > 0) return refuse(`${change.path} would not parse any more`);
  if (brokenOf(rule, looked, options.config).length >= broken) return refuse('it would not settle the finding');
  return { step: { outcome: 'made' }, after };
}

function refuse(why: string): Tried {
  return { step: { outcome: 'refused', why } };
}

function changedText(change: Change, current: Repository): { readonly text: string } | { readonly refused: string } {
  if ('refused' in change) return change;
  if ('write' in change) return exists(current, change.path) ? { refused: `${change.path} exists` } : { text: change.write };
  const text = current.files.get(change.path);
  return text === undefined ? { refused: `${change.path} was not read` } : { text: applyEdits(text, change.edits) };
}
