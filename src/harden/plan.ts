// From findings to changed files: the edits that remain once the whole result is no worse than before.
import type { Fault } from '../formats/yaml/file.ts';
import type { Repository } from '../repo/repository.ts';
import { inventoryOf } from '../inventory/inventory.ts';
import type { Finding } from '../audit/finding.ts';
import { applyRules, type PlanOptions, type State, type Step } from './apply.ts';
import { standingOf, worseIn, type Standing } from './worse.ts';

export interface Plan {
  readonly before: Repository;
  readonly after: Repository;
  readonly steps: readonly Step[];
  /** Files that do not parse, and are left alone. */
  readonly faults: readonly Fault[];
}

/**
 * The planned changes. It writes nothing. An edit that makes anything else worse is refused with that as reason.
 *
 * @param reference the repository that the generator would write with these answers: the source of grafts
 */
export function planHardening(before: Repository, reference: Repository, options: PlanOptions): Plan {
  const start = inventoryOf(before, options);
  const model = reference === before ? start : inventoryOf(reference);
  const barred = new Map<string, string>();
  const apart = new Set<string>();
  let known: Standing | undefined;
  for (;;) {
    const { steps, states, failed } = applyRules(start, model, options, barred, apart);
    const inventory = states.at(-1)?.inventory ?? start;
    known ??= states.length === 0 ? undefined : standingOf(start, options);
    const culprit = known && culpritOf(known, states, options);
    if (culprit === undefined)
      return { before, after: inventory.repository, steps, faults: [...inventory.faults, ...failed] };
    const [{ rule, key }, ...others] = culprit.findings;
    const why = `it would make something worse: ${culprit.why}`;
    // Making several edits one by one shows which of them makes it worse.
    if (others.length === 0) barred.set(key, why);
    else if (others.length < mostApart) apart.add(rule);
    else
      barred.set(
        rule,
        `one of ${others.length + 1} such fixes would make something worse, and they are too many to try one by one: ${culprit.why}`,
      );
  }
}

/** Each single edit costs a look at the whole repository. */
const mostApart = 50;

/** The harm of changes that were agreed to one by one: some of them may depend on another. */
export function worseTogether(
  before: Repository,
  after: Repository,
  options: Omit<PlanOptions, 'takes'>,
): readonly string[] {
  if (before === after) return [];
  const [was, is] = [before, after].map((one) => standingOf(inventoryOf(one, options), options));
  return was === undefined || is === undefined ? [] : worseIn(was, is);
}

interface Culprit {
  /** Edits of one rule, made together. */
  readonly findings: readonly [Finding, ...Finding[]];
  readonly why: string;
}

/** The first edits after which something is worse, found by bisection; nothing if the last state is no worse. */
function culpritOf(before: Standing, states: readonly State[], options: PlanOptions): Culprit | undefined {
  const worseAfter = (count: number): string | undefined => {
    const state = states[count - 1];
    return state && worseIn(before, standingOf(state.inventory, options))[0];
  };
  let why = worseAfter(states.length);
  if (why === undefined) return undefined;
  let [good, bad] = [0, states.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    const found = worseAfter(middle);
    if (found === undefined) good = middle;
    else [bad, why] = [middle, found];
  }
  const [finding, ...others] = states[bad - 1]?.findings ?? [];
  return finding && { findings: [finding, ...others], why };
}

/** A planner that only needs to know which fixes to make, and of which rules. */
export type Planner = (
  repository: Repository,
  options: { readonly takes: PlanOptions['takes']; readonly rules?: readonly string[] },
) => Plan;

export function isSafe({ fix }: Finding): boolean {
  return fix === 'safe';
}

/** The fixes that were made and those that are left, after a person chose among them. */
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
