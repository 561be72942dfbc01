// The cost of kustomizations, in objects: a bound for those that include each other's objects again and again.
import { asMap, asSeq, nodeAt, pairsOf, type Node } from '../../formats/yaml/node.ts';
import { once } from '../../once.ts';
import { costOfDocument } from '../cost.ts';
import type { Part } from '../part.ts';

/**
 * The cost of all kustomizations of a repository together. Rendering and judging one object takes about a millisecond.
 * Each file that is included allows for several objects, so the bound grows with what people write.
 */
export interface Work {
  done: number;
  allowed: number;
  readonly known: WeakSet<object>;
}

/** A thousand objects in six layers. */
const always = 5000;
/** Layers and overlays of each object. */
const forEach = 8;
/** The cost of reading an object, and of changing it. */
const look = 0.001;
const change = 0.1;

export function newWork(): Work {
  return { done: 0, allowed: always, known: new WeakSet() };
}

export function isTooMuch({ done, allowed }: Work): boolean {
  return done > allowed;
}

/** Counts an object of a file that is included, perhaps not for the first time. */
export function countTaken(part: Part, work: Work): void {
  const { document } = part.origin;
  if (work.known.has(document)) return;
  work.known.add(document);
  work.allowed += forEach * costOfDocument(document);
}

/** Counts a step that reads so many objects and changes some of them. */
export function countChanged(looked: number, changed: number, work: Work): void {
  work.done += look * looked + change * changed;
}

/** Counts a part that is added at one more place, with all its content. */
export function countCopied(part: Part, work: Work): void {
  work.done += change * sizeOf(part);
}

/** The number of values in a part, each as often as it occurs. */
const sizeOf = once((part: Part): number => {
  if (part.k === 'source') return nodesIn(nodeAt(part.origin.document, part.origin.keys));
  const below = part.k === 'map' ? [...part.entries.values()] : part.k === 'list' ? part.items : [];
  return below.reduce((sum, each) => sum + sizeOf(each), 1);
});

function nodesIn(node: Node | null): number {
  const map = asMap(node);
  const below = map === undefined ? (asSeq(node)?.items ?? []) : pairsOf(map).map(({ value }) => value);
  return below.reduce((sum, each) => sum + nodesIn(each), 1);
}
