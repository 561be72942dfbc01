// The Pods that a label selector selects, if many selectors may meet many Pods.
import type { Inventory } from '../../inventory/inventory.ts';
import { podLabels, type Workload } from '../../inventory/workloads.ts';
import { once } from '../../once.ts';

/** Two or three seconds of work. */
const mostTries = 3_000_000;

const triesOf = once((_inventory: Inventory) => ({ left: mostTries }));

/**
 * The Pods that pass a test. A Pod without a label of the selector never passes.
 *
 * @param most stops the search after so many Pods
 * @returns undefined if there are too many selectors and Pods to compare
 */
export function selectedFrom(
  inventory: Inventory,
  selector: unknown,
  passes: (workload: Workload) => boolean,
  most = Number.POSITIVE_INFINITY,
): readonly Workload[] | undefined {
  const tries = triesOf(inventory);
  const found: Workload[] = [];
  for (const workload of candidates(inventory.workloads, selector)) {
    if (found.length >= most) return found;
    tries.left -= 1;
    if (tries.left < 0) return undefined;
    if (passes(workload)) found.push(workload);
  }
  return found;
}

interface ByLabel {
  readonly ofPair: ReadonlyMap<string, readonly Workload[]>;
  /** The labels of these Pods are unknown. */
  readonly bare: readonly Workload[];
}

const byLabel = once((workloads: readonly Workload[]): ByLabel => {
  const ofPair = new Map<string, Workload[]>();
  const bare: Workload[] = [];
  for (const workload of workloads) {
    const pairs = Object.entries(podLabels(workload));
    if (pairs.length === 0) bare.push(workload);
    for (const [key, value] of pairs) {
      const name = nameOf(key, value);
      const known = ofPair.get(name);
      if (known === undefined) ofPair.set(name, [workload]);
      else known.push(workload);
    }
  }
  return { ofPair, bare };
});

/** The smallest group of Pods with a label of the selector, and the Pods with unknown labels. */
function candidates(workloads: readonly Workload[], selector: unknown): readonly Workload[] {
  const wanted: unknown =
    typeof selector === 'object' && selector !== null && 'matchLabels' in selector && selector.matchLabels;
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted)) return workloads;
  const { ofPair, bare } = byLabel(workloads);
  let fewest: readonly Workload[] | undefined;
  for (const [key, value] of Object.entries(wanted)) {
    const have = ofPair.get(nameOf(key, value)) ?? [];
    if (fewest === undefined || have.length < fewest.length) fewest = have;
  }
  return fewest === undefined ? workloads : bare.length === 0 ? fewest : [...fewest, ...bare];
}

function nameOf(key: string, value: unknown): string {
  return `${key}\0${String(value)}`;
}
