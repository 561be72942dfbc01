// The state while a template renders: its chart, the values of its variables, and the amount of work so far.
import type { Node } from './parse.ts';
import type { Condition, Rendered, Value } from './value.ts';

/** A named template, and the file that defines it. */
export interface Definition {
  readonly path: string;
  readonly nodes: readonly Node[];
}

export interface Chart {
  /** `.Values`; the object that the chart may change while it renders. */
  readonly values: unknown;
  /** `.Chart`, `.Release`, `.Capabilities`, `.Files` and the other entries of the root. */
  readonly root: Readonly<Record<string, unknown>>;
  readonly defines: ReadonlyMap<string, Definition>;
}

/** The reason why Helm, or this program, refuses to render it, with the place. */
export interface Refusal {
  readonly path: string;
  /** The offset in the file. */
  readonly at: number;
  readonly message: string;
  readonly by: 'helm' | 'us';
}

export interface Run {
  readonly chart: Chart;
  readonly everything: boolean;
  readonly refused: Refusal[];
  /** Renders an included template. */
  readonly renderNodes: (nodes: readonly Node[], frame: Frame, out: Rendered[]) => unknown;
  /** The present place of the run. */
  at: number;
  steps: number;
  length: number;
  /** The amount that the functions have produced, in characters and items. */
  computed: number;
  /** The largest cost, in the unit of `costOf`. */
  readonly allowed: number;
  hasMore: boolean;
}

export interface Frame {
  readonly run: Run;
  readonly path: string;
  readonly dot: Value;
  readonly root: Value;
  readonly variables: Map<string, { value: Value }>;
  readonly conditions: readonly Condition[];
  readonly depth: number;
}

/** It is more work than a real chart needs. */
export class TooMuch extends Error {}

const mostSteps = 200_000;
const mostText = 4_000_000;
const mostComputed = 16_000_000;
/** The largest cost of all charts of a repository, beyond what their length pays for. */
export interface Effort {
  /** In the unit of `costOf`. */
  left: number;
  /** The judged objects. */
  objects: number;
}

/** The most expensive chart of 73 repositories costs a quarter of this. */
const mostEffort = 1_200_000;
const mostObjects = 3000;
/** The cost that each character of a template pays for. */
export const forEachCharacter = { left: 10, objects: 0.02 } as const;

export function newEffort(): Effort {
  return { left: mostEffort, objects: mostObjects };
}

/** In characters of the rendered text. */
export function costOf({ steps, length, computed }: Run): number {
  return length + 3 * steps + computed / 25;
}

/** The depth to which templates may include others. */
export const deepest = 60;

export function count(run: Run, length: number): void {
  run.steps += 1;
  run.length += length;
  if (run.steps > mostSteps || run.length > mostText || costOf(run) > run.allowed) throw new TooMuch();
}

/** A text that is quoted repeatedly doubles each time. */
export function countComputed(run: Run, value: unknown): void {
  run.computed += typeof value === 'string' || Array.isArray(value) ? value.length : 1;
  if (run.computed > mostComputed || costOf(run) > run.allowed) throw new TooMuch();
}

export function refuse({ run, path }: Frame, message: string): void {
  run.refused.push({ path, at: run.at, message, by: 'helm' });
}
