// Makes the edits of one rule after another: together if possible, then judged again, and kept only if they helped.
import { UserError } from '../errors.ts';
import { applyEdits } from '../formats/edit.ts';
import type { Fault } from '../formats/yaml/file.ts';
import { whyFailed } from '../repo/behind-wall.ts';
import { inTheWay, withFiles, type Repository } from '../repo/repository.ts';
import { rules as catalogue } from '../rules/index.ts';
import { inventoryOf, type Inventory, type Known } from '../inventory/inventory.ts';
import type { Change, Rule, Sight } from '../rules/rule.ts';
import type { Finding } from '../audit/finding.ts';
import { judgedBy, type Asking, type Broken, type Judged } from './broken.ts';
import { applyTogether } from './together.ts';

/** One fix: made, left for a question, or refused with a reason. */
export interface Step {
  readonly finding: Finding;
  readonly outcome: 'made' | 'left' | 'refused';
  readonly why?: string;
  /** The file that it changes or writes, if it was made. */
  readonly file?: string;
}

export interface PlanOptions extends Known, Asking {
  readonly rules?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  /** Selects the fixes to make; the others are left. */
  readonly takes: (finding: Finding) => boolean;
}

export interface Applied {
  readonly steps: readonly Step[];
  /** The repository after each step. */
  readonly states: readonly State[];
  /** The rules that failed themselves. */
  readonly failed: readonly Fault[];
}

export interface State {
  /** The findings that were fixed since the previous state. */
  readonly findings: readonly Finding[];
  readonly inventory: Inventory;
}

/**
 * Makes every selected fix, one by one, until none is left: a fix of one rule may make that of a former rule safe.
 *
 * @param model the source of grafts
 * @param barred by the key of a finding, or by a rule for all of its findings: the reason not to make a fix
 * @param apart the rules whose fixes are made one by one
 */
export function applyRules(
  before: Inventory,
  model: Inventory,
  options: PlanOptions,
  barred: ReadonlyMap<string, string>,
  apart: ReadonlySet<string>,
): Applied {
  const byRule = new Map<Rule, Step[]>();
  const states: State[] = [];
  const failed: Fault[] = [];
  const all = [...catalogue, ...(options.policy?.rules ?? [])].filter((rule) => isChosen(rule, options));
  let inventory = before;
  const apply = (rule: Rule, steps: Step[]): readonly Fault[] => {
    byRule.set(rule, steps);
    const { after, judged } = applyRule(rule, inventory, { model, options, barred, apart, steps, states });
    inventory = after;
    return judged.failed.map(({ path, why }) => ({ path, line: 1, message: `${rule.id}: ${why}` }));
  };
  for (const rule of all) failed.push(...apply(rule, []));
  for (let known = 0; known < states.length; ) {
    known = states.length;
    for (const rule of all) {
      const steps = byRule.get(rule) ?? [];
      if (isNowTaken(rule, steps, inventory, options)) apply(rule, steps.filter(isMade));
    }
  }
  return { steps: all.flatMap((rule) => byRule.get(rule) ?? []), states, failed };
}

function isMade({ outcome }: Step): boolean {
  return outcome === 'made';
}

/** Whether a fix that was left for a question needs none any more. */
function isNowTaken(rule: Rule, steps: readonly Step[], inventory: Inventory, options: PlanOptions): boolean {
  const asked = new Set(
    steps.flatMap(({ finding, outcome }) => (outcome === 'left' && finding.fix === 'ask' ? [finding.key] : [])),
  );
  return (
    asked.size > 0 &&
    judgedBy(rule, inventory, options).broken.some(({ finding }) => asked.has(finding.key) && options.takes(finding))
  );
}

export function isChosen({ id }: Rule, { rules, ignore }: Pick<PlanOptions, 'rules' | 'ignore'>): boolean {
  return rules?.includes(id) !== false && ignore?.includes(id) !== true;
}

interface Applying {
  readonly model: Inventory;
  readonly options: PlanOptions;
  readonly barred: ReadonlyMap<string, string>;
  readonly apart: ReadonlySet<string>;
  readonly steps: Step[];
  readonly states: State[];
}

interface Ruled {
  readonly after: Inventory;
  /** The judgement of the rule: a look takes time for each place, so each is made only once. */
  readonly judged: Judged;
}

function applyRule(rule: Rule, before: Inventory, applying: Applying): Ruled {
  const { model, options, barred, apart, steps, states } = applying;
  const passed = new Set<string>();
  let inventory = before;
  let judged = judgedBy(rule, inventory, options);
  const made = (findings: readonly Finding[], ruled: Ruled): void => {
    inventory = ruled.after;
    judged = ruled.judged;
    states.push({ findings, inventory });
  };
  const barOf = ({ key }: Finding): string | undefined => barred.get(key) ?? barred.get(rule.id);
  const isWanted = ({ finding }: Broken): boolean => options.takes(finding) && barOf(finding) === undefined;
  let isTogether = !apart.has(rule.id);
  for (let state: Inventory | undefined; state !== inventory; ) {
    state = inventory;
    const { broken } = judged;
    const open = broken.filter(({ finding }) => !passed.has(placeOf(finding)));
    const together = isTogether
      ? applyTogether({ rule, wanted: open.filter(isWanted), count: broken.length, inventory, model, options })
      : undefined;
    if (together !== undefined) {
      for (const { finding, file } of together.made) steps.push({ finding, outcome: 'made', file });
      made(
        together.made.map(({ finding }) => finding),
        together,
      );
      continue;
    }
    isTogether = false;
    for (const { sight, finding } of open) {
      const bar = barOf(finding);
      const tried = !options.takes(finding)
        ? leave(finding)
        : bar === undefined
          ? attempt({ rule, sight, broken: broken.length, inventory, model, options })
          : refuse(bar);
      steps.push({ finding, ...tried.step });
      if (tried.ruled !== undefined) {
        made([finding], tried.ruled);
        break;
      }
      passed.add(placeOf(finding));
    }
  }
  return { after: inventory, judged };
}

interface Tried {
  readonly step: Omit<Step, 'finding'>;
  /** The place of the fix. */
  readonly ruled?: Ruled;
}

function leave({ fix }: Finding): Tried {
  return { step: { outcome: 'left', why: fix === 'manual' ? 'only a person can' : 'needs a decision' } };
}

/** Findings with the same key are told apart by their line, which edits above may move. */
function placeOf({ key, line }: Finding): string {
  return `${key}:${line}`;
}

interface Attempt {
  readonly rule: Rule;
  readonly sight: Sight;
  /** The present number of findings of the rule; the fix must leave fewer. */
  readonly broken: number;
  readonly inventory: Inventory;
  readonly model: Inventory;
  readonly options: PlanOptions;
}

/** A failing fix is refused, and the others are made. */
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
  const beside = besideText(change, inventory.repository);
  const after = withFiles(inventory.repository, [[change.path, changed.text], ...beside]);
  const looked = inventoryOf(after, { ...options, before: inventory.installed });
  if (looked.faults.length > inventory.faults.length) return refuse(`${change.path} would no longer parse`);
  const judged = judgedBy(rule, looked, options);
  if (judged.broken.length >= broken) return refuse('it would not resolve the finding');
  return { step: { outcome: 'made', file: change.path }, ruled: { after: looked, judged } };
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

/** The second file of a change that has two. */
function besideText(change: Change, { files }: Repository): readonly (readonly [string, string])[] {
  if (!('edits' in change) || change.besides === undefined) return [];
  const { path, edits } = change.besides;
  return [[path, applyEdits(files.get(path) ?? '', edits)]];
}

function newText(
  { path, write }: { readonly path: string; readonly write: string },
  current: Repository,
): { readonly text: string } | { readonly refused: string } {
  const obstacle = inTheWay(current, path);
  if (obstacle !== undefined) return { refused: `${obstacle.path} ${obstacle.why}` };
  return current.files.has(path) ? { refused: `${path} exists` } : { text: write };
}
