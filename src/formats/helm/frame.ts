// What is known while a template renders: its chart, the values of its variables, and how much work it has been.
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
  /** `.Chart`, `.Release`, `.Capabilities`, `.Files` and what else is there at the root. */
  readonly root: Readonly<Record<string, unknown>>;
  readonly defines: ReadonlyMap<string, Definition>;
}

/** Why Helm, or this program, refuses to render it, and where. */
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
  /** Renders what a template includes. */
  readonly renderNodes: (nodes: readonly Node[], frame: Frame, out: Rendered[]) => unknown;
  /** Where the run is. */
  at: number;
  steps: number;
  length: number;
  /** How much the functions have made, in characters and items. */
  computed: number;
  /** What it may cost, as `costOf` counts. */
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

/** It is more work than a chart can be. */
export class TooMuch extends Error {}

const mostSteps = 200_000;
const mostText = 4_000_000;
const mostComputed = 16_000_000;
/** What all charts of a repository may cost together beyond what their length pays for. */
export interface Effort {
  /** As `costOf` counts. */
  left: number;
  /** The objects that are judged. */
  objects: number;
}

/** The most that a chart of 73 repositories costs is a quarter of it. */
const mostEffort = 1_200_000;
const mostObjects = 3000;
/** What each character of a template pays for. */
export const forEachCharacter = { left: 10, objects: 0.02 } as const;

export function newEffort(): Effort {
  return { left: mostEffort, objects: mostObjects };
}

/** In characters of what is rendered. */
export function costOf({ steps, length, computed }: Run): number {
  return length + 3 * steps + computed / 25;
}

/** How deep templates may include others. */
export const deepest = 60;

export function count(run: Run, length: number): void {
  run.steps += 1;
  run.length += length;
  if (run.steps > mostSteps || run.length > mostText || costOf(run) > run.allowed) throw new TooMuch();
}

/** A text that is quoted again and again doubles each time. */
export function countComputed(run: Run, value: unknown): void {
  run.computed += typeof value === 'string' || Array.isArray(value) ? value.length : 1;
  if (run.computed > mostComputed || costOf(run) > run.allowed) throw new TooMuch();
}

export function refuse({ run, path }: Frame, message: string): void {
  run.refused.push({ path, at: run.at, message, by: 'helm' });
}
