// Renders a template with the values of its chart. Every piece of the output keeps its place.
import type { Key } from '../yaml/node.ts';
import { costOf, count, TooMuch, type Chart, type Effort, type Frame, type Refusal, type Run } from './frame.ts';
import { included } from './include.ts';
import type { Branch, Node } from './parse.ts';
import { evaluate } from './pipeline.ts';
import { isTrue, printed, UNKNOWN, type Rendered, type Value } from './value.ts';

export interface Rendering {
  readonly pieces: readonly Rendered[];
  /** The reason why it did not render completely: `fail`, `required`, or more work than a real chart needs. */
  readonly refused: readonly Refusal[];
  /** Whether an `if` without an `else` left something out, so that `everything` renders more. */
  readonly hasMore: boolean;
}

export interface RenderOptions {
  /** Whether to render also what an `if` without an `else` leaves out. */
  readonly everything: boolean;
  /** Its largest cost. */
  readonly allowed: number;
  /** Pays for its cost beyond that. */
  readonly effort: Effort;
}

export function render(
  nodes: readonly Node[],
  path: string,
  chart: Chart,
  { everything, allowed, effort }: RenderOptions,
): Rendering {
  const run: Run = {
    chart,
    everything,
    refused: [],
    renderNodes,
    at: 0,
    steps: 0,
    length: 0,
    computed: 0,
    allowed: allowed + effort.left,
    hasMore: false,
  };
  const dot: Value = { v: chart.root };
  const frame: Frame = {
    run,
    path,
    dot,
    root: dot,
    variables: new Map([['$', { value: dot }]]),
    conditions: [],
    depth: 0,
  };
  const pieces: Rendered[] = [];
  try {
    renderNodes(nodes, frame, pieces);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    run.refused.push({ path, at: 0, message: 'it renders more than a chart can be', by: 'us' });
  }
  effort.left -= Math.max(0, costOf(run) - allowed);
  return { pieces, refused: run.refused, hasMore: run.hasMore };
}

type Ended = 'break' | 'continue' | undefined;

function renderNodes(nodes: readonly Node[], frame: Frame, out: Rendered[]): Ended {
  for (const node of nodes) {
    const ended = renderNode(node, frame, out);
    if (ended !== undefined) return ended;
  }
  return undefined;
}

function renderNode(node: Node, frame: Frame, out: Rendered[]): Ended {
  count(frame.run, 0);
  if ('at' in node) frame.run.at = node.at;
  const { path, conditions } = frame;
  switch (node.k) {
    case 'text':
      count(frame.run, node.text.length);
      out.push({ text: node.text, path, at: node.at, isPlain: true, conditions });
      return undefined;
    case 'action':
      emit(evaluate(node.pipeline, frame), node, frame, out);
      return undefined;
    case 'assign': {
      const value = evaluate(node.pipeline, frame);
      const known = frame.variables.get(node.variable);
      if (node.declares || known === undefined) frame.variables.set(node.variable, { value });
      else known.value = value;
      return undefined;
    }
    case 'template':
      emit(
        included(node.name, node.pipeline === undefined ? { v: null } : evaluate(node.pipeline, frame), frame),
        node,
        frame,
        out,
      );
      return undefined;
    case 'if':
    case 'with':
      return renderBranches(node.k, node.branches, frame, out);
    case 'range':
      return renderRange(node, frame, out);
    default:
      return node.k;
  }
}

function emit(
  value: Value,
  { code, at }: { readonly code: string; readonly at: number },
  frame: Frame,
  out: Rendered[],
): void {
  const { path, conditions } = frame;
  if (value.rope !== undefined) {
    for (const piece of value.rope) out.push({ ...piece, conditions: [...piece.conditions, ...conditions] });
    return;
  }
  const unknown =
    value.v === UNKNOWN ? `the chart computes it: ${code.replaceAll(/\s+/g, ' ').slice(0, 80)}` : undefined;
  if (value.lead !== undefined) out.push({ text: value.lead, path, at, isPlain: false, conditions });
  const text = unknown === undefined ? printed(value.v) : '';
  count(frame.run, text.length);
  out.push({ text, path, at, isPlain: false, from: value.from, unknown, conditions });
}

function inner(frame: Frame, more: Partial<Frame>): Frame {
  return { ...frame, variables: new Map(frame.variables), ...more };
}

function renderBranches(k: 'if' | 'with', branches: readonly Branch[], frame: Frame, out: Rendered[]): Ended {
  for (const { condition, variable, code, body } of branches) {
    if (condition === undefined) return renderNodes(body, inner(frame, {}), out);
    const value = evaluate(condition, frame);
    // An unknown condition counts as true: it is better to judge a part that may be missing than to skip it.
    const holds = value.v === UNKNOWN || isTrue(value.v);
    const isOff = !holds && frame.depth === 0 && branches.length === 1 && k === 'if';
    if (isOff) frame.run.hasMore = true;
    if (!holds && !(isOff && frame.run.everything)) continue;
    const below = inner(frame, {
      conditions: [...frame.conditions, { code: code.trim(), isOff }],
      ...(k === 'with' ? { dot: value } : {}),
    });
    if (variable !== undefined) below.variables.set(variable, { value });
    return renderNodes(body, below, out);
  }
  return undefined;
}

function renderRange(node: Extract<Node, { readonly k: 'range' }>, frame: Frame, out: Rendered[]): Ended {
  const { v, from } = evaluate(node.pipeline, frame);
  const entries: readonly (readonly [Key, unknown])[] | undefined =
    v === UNKNOWN
      ? undefined
      : Array.isArray(v)
        ? v.map((item: unknown, at) => [at, item] as const)
        : typeof v === 'object' && v !== null
          ? Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))
          : typeof v === 'number' && v <= 1000
            ? Array.from({ length: Math.max(0, v) }, (_, at) => [at, at] as const)
            : [];
  if (entries?.length === 0) return renderNodes(node.otherwise, inner(frame, {}), out);
  const conditions = [...frame.conditions, { code: node.code.trim(), isOff: false }];
  for (const [key, item] of entries ?? [['', UNKNOWN] as const]) {
    count(frame.run, 0);
    const value: Value = { v: item, from: from === undefined ? undefined : [...from, key] };
    const below = inner(frame, { dot: value, conditions });
    const [first, second] = node.variables;
    if (second !== undefined) {
      below.variables.set(first ?? '', { value: { v: entries === undefined ? UNKNOWN : key } });
      below.variables.set(second, { value });
    } else if (first !== undefined) below.variables.set(first, { value });
    if (renderNodes(node.body, below, out) === 'break') break;
  }
  return undefined;
}
