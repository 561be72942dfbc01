// From findings to changed files: every edit is made alone, looked at again, and kept only when it helped.
import { UserError } from '../errors.ts';
import { applyEdits } from '../formats/edit.ts';
import type { Fault } from '../formats/yaml/file.ts';
import { whyFailed } from '../repo/behind-wall.ts';
import { inTheWay, withFiles, type Repository } from '../repo/repository.ts';
import { rules as catalogue } from '../rules/index.ts';
import { inventoryOf, type Inventory, type Known } from '../inventory/inventory.ts';
import type { Change, Rule, Sight } from '../rules/rule.ts';
import type { Finding } from '../audit/finding.ts';
import type { Config } from '../audit/config.ts';
import { lookAt } from '../audit/look.ts';
import { brokenOf } from './broken.ts';

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
  /** What does not parse, and is left alone. */
  readonly faults: readonly Fault[];
}

export interface PlanOptions extends Known {
  readonly rules?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly config?: Config | undefined;
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
  const failed: Fault[] = [];
  let after = before;
  let inventory = inventoryOf(before, options);
  for (const rule of catalogue) {
    if (!isChosen(rule, options)) continue;
    inventory = applyRule(rule, inventory, model, options, steps);
    after = inventory.repository;
    failed.push(
      ...lookAt(rule, inventory).failed.map(({ path, why }) => ({ path, line: 1, message: `${rule.id}: ${why}` })),
    );
  }
  return { before, after, steps, faults: [...inventory.faults, ...failed] };
}

export function isChosen({ id }: Rule, { rules, ignore }: Pick<PlanOptions, 'rules' | 'ignore'>): boolean {
  return rules?.includes(id) !== false && ignore?.includes(id) !== true;
}

/** Plans with everything settled but which fixes to make, and of which rule. */
export type Planner = (
  repository: Repository,
  options: { readonly takes: PlanOptions['takes']; readonly rule?: string },
) => Plan;

export function isSafe({ fix }: Finding): boolean {
  return fix === 'safe';
}

/** What was done and what is left, where a person chose among the fixes. */
export function stepsBetween(before: Repository, after: Repository, planner: Planner): readonly Step[] {
  const left = planner(after, { takes: isSafe }).steps.map(
    (step): Step => (step.outcome === 'made' ? { finding: step.finding, outcome: 'left', why: 'you said no' } : step),
  );
  const still = new Set(left.map(({ finding }) => finding.key));
  const found = planner(before, { takes: () => false }).steps.map(({ finding }) => finding);
  return [
    ...found.filter((finding) => !still.has(finding.key)).map((finding): Step => ({ finding, outcome: 'made' })),
    ...left,
  ];
}

function applyRule(rule: Rule, before: Inventory, model: Inventory, options: PlanOptions, steps: Step[]): Inventory {
  let inventory = before;
  const passed = new Set<string>();
  for (;;) {
    const broken = brokenOf(rule, inventory, options.config);
    const next = broken.find(({ finding }) => !passed.has(placeOf(finding)));
    if (next === undefined) return inventory;
    const { sight, finding } = next;
    const tried = options.takes(finding)
      ? attempt({ rule, sight, broken: broken.length, inventory, model, options })
      : leave(finding);
    steps.push({ finding, ...tried.step });
    if (tried.after === undefined) passed.add(placeOf(finding));
    else inventory = tried.after;
  }
}

interface Tried {
  readonly step: Omit<Step, 'finding'>;
  readonly after?: Inventory;
}

function leave({ fix }: Finding): Tried {
  return { step: { outcome: 'left', why: fix === 'manual' ? 'only a person can' : 'needs a decision' } };
}

/** Findings of one key are told apart by their line, which edits above may move. */
function placeOf({ key, line }: Finding): string {
  return `${key}:${line}`;
}

interface Attempt {
  readonly rule: Rule;
  readonly sight: Sight;
  /** How many findings the rule has now; the fix must leave fewer. */
  readonly broken: number;
  readonly inventory: Inventory;
  readonly model: Inventory;
  readonly options: PlanOptions;
}

/** A fix that fails is refused, and the others are made. */
function attempt(fix: Attempt): Tried {
  try {
    return tryFix(fix);
  } catch (error) {
    if (error instanceof UserError) throw error;
    return refuse(whyFailed(error));
  }
}

function tryFix({ rule, sight, broken, inventory, model, options }: Attempt): Tried {
  const change = sight.change?.(model);
  if (change === undefined) return refuse('the reference has nothing to put there');
  const changed = changedText(change, inventory.repository);
  if ('refused' in changed) return refuse(changed.refused);
  const after = withFiles(inventory.repository, [[change.path, changed.text]]);
  const looked = inventoryOf(after, { ...options, before: inventory.installed });
  if (looked.faults.length > inventory.faults.length) return refuse(`${change.path} would not parse any more`);
  if (brokenOf(rule, looked, options.config).length >= broken) return refuse('it would not settle the finding');
  return { step: { outcome: 'made' }, after: looked };
}

function refuse(why: string): Tried {
  return { step: { outcome: 'refused', why } };
}

function changedText(change: Change, current: Repository): { readonly text: string } | { readonly refused: string } {
  if ('refused' in change) return change;
  if ('write' in change) return newText(change, current);
  const text = current.files.get(change.path);
  return text === undefined ? { refused: `${change.path} was not read` } : { text: applyEdits(text, change.edits) };
}

function newText(
  { path, write }: { readonly path: string; readonly write: string },
  current: Repository,
): { readonly text: string } | { readonly refused: string } {
  const obstacle = inTheWay(current, path);
  if (obstacle !== undefined) return { refused: `${obstacle.path} ${obstacle.why}` };
  return current.files.has(path) ? { refused: `${path} exists` } : { text: write };
}
