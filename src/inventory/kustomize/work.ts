// What kustomizations cost, counted in objects: a bound for those that take in each other, and each other's objects, again and again.
import { asMap, asSeq, nodeAt, pairsOf, type Node } from '../../formats/yaml/node.ts';
import { once } from '../../once.ts';
import { costOfDocument } from '../cost.ts';
import type { Part } from '../part.ts';

/**
 * What all kustomizations of a repository have cost together. One object that is rendered, and then judged, costs about a millisecond.
 * Each one that is taken in allows for several, so that the bound grows with what people write.
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
/** What it costs to look at an object, and to change it. */
const look = 0.001;
const change = 0.1;

export function newWork(): Work {
  return { done: 0, allowed: always, known: new WeakSet() };
}

export function isTooMuch({ done, allowed }: Work): boolean {
  return done > allowed;
}

/** An object of a file is taken in, perhaps not for the first time. */
export function countTaken(part: Part, work: Work): void {
  const { document } = part.origin;
  if (work.known.has(document)) return;
  work.known.add(document);
  work.allowed += forEach * costOfDocument(document);
}

/** Something looks at so many objects, and changes some of them. */
export function countChanged(looked: number, changed: number, work: Work): void {
  work.done += look * looked + change * changed;
}

/** A part that comes to stand in one more place, with all that is in it. */
export function countCopied(part: Part, work: Work): void {
  work.done += change * sizeOf(part);
}

/** How many values are in a part, each as often as it stands there. */
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
