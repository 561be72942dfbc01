// Evaluates a template with the values of its chart. Every piece of what it renders keeps its place.
import type { Key } from '../yaml/node.ts';
import { FUNCTIONS, indented, merged } from './functions.ts';
import { parseTemplate, type Branch, type Expression, type Node, type Pipeline } from './parse.ts';
import { fieldOf, isTrue, printed, UNKNOWN, type Condition, type Rendered, type Value } from './value.ts';

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

export interface Rendering {
  readonly pieces: readonly Rendered[];
  /** Why it did not render as it is: `fail`, or more work than a chart can be. */
  readonly refused: readonly string[];
  /** Whether an `if` without an `else` left something out, so that `everything` renders more. */
  readonly hasMore: boolean;
}

/** @param everything whether to render what an `if` without an `else` leaves out, too */
export function render(nodes: readonly Node[], path: string, chart: Chart, everything: boolean): Rendering {
  const run: Run = { chart, everything, refused: [], steps: 0, length: 0, computed: 0, hasMore: false };
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
    run.refused.push('it renders more than a chart can be');
  }
  return { pieces, refused: run.refused, hasMore: run.hasMore };
}

interface Run {
  readonly chart: Chart;
  readonly everything: boolean;
  readonly refused: string[];
  steps: number;
  length: number;
  /** How much the functions have made, in characters and items. */
  computed: number;
  hasMore: boolean;
}

interface Frame {
  readonly run: Run;
  readonly path: string;
  readonly dot: Value;
  readonly root: Value;
  readonly variables: Map<string, { value: Value }>;
  readonly conditions: readonly Condition[];
  readonly depth: number;
}

class TooMuch extends Error {}

const mostSteps = 200_000;
const mostText = 4_000_000;
const mostComputed = 16_000_000;
const deepest = 60;

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

function count(run: Run, length: number): void {
  run.steps += 1;
  run.length += length;
  if (run.steps > mostSteps || run.length > mostText) throw new TooMuch();
}

function inner(frame: Frame, more: Partial<Frame>): Frame {
  return { ...frame, variables: new Map(frame.variables), ...more };
}

function renderBranches(k: 'if' | 'with', branches: readonly Branch[], frame: Frame, out: Rendered[]): Ended {
  for (const { condition, variable, code, body } of branches) {
    if (condition === undefined) return renderNodes(body, inner(frame, {}), out);
    const value = evaluate(condition, frame);
    // What is not known is taken to hold: better to judge what may not be there than to pass over it.
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

function evaluate(pipeline: Pipeline, frame: Frame): Value {
  let value: Value | undefined;
  for (const command of pipeline) value = call(command, frame, value);
  return value ?? { v: null };
}

function call([head, ...rest]: readonly Expression[], frame: Frame, piped: Value | undefined): Value {
  count(frame.run, 0);
  if (head === undefined) return piped ?? { v: null };
  if (head.k === 'function') return applied(head.name, rest, frame, piped);
  const value = operand(head, frame);
  if (typeof value.v !== 'function') return value;
  const args = [...rest.map((one) => operand(one, frame)), ...(piped === undefined ? [] : [piped])];
  return args.some(({ v }) => v === UNKNOWN)
    ? { v: UNKNOWN }
    : { v: (value.v as (...args: readonly unknown[]) => unknown)(...args.map(({ v }) => v)) };
}

function operand(expression: Expression, frame: Frame): Value {
  switch (expression.k) {
    case 'literal':
      return { v: expression.value };
    case 'function':
      return applied(expression.name, [], frame, undefined);
    case 'group':
      return expression.names.reduce((value, name) => fieldFrom(value, name, frame), evaluate(expression.inner, frame));
    case 'path': {
      const { variable, names } = expression;
      const start = variable === undefined ? frame.dot : (frame.variables.get(variable)?.value ?? { v: UNKNOWN });
      return names.reduce((value, name) => fieldFrom(value, name, frame), start);
    }
  }
}

function fieldFrom(value: Value, name: string, { run }: Frame): Value {
  if (value.v === run.chart.root && name === 'Values') return { v: run.chart.values, from: [] };
  return fieldOf(value, name);
}

/** Functions that decide by which argument is known, keep the place of a value, or need the chart. */
const special: Readonly<Record<string, (args: readonly Value[], frame: Frame) => Value>> = {
  include: ([name, dot], frame) =>
    typeof name?.v === 'string' ? included(name.v, dot ?? { v: null }, frame) : { v: UNKNOWN },
  tpl: ([text, dot], frame) => templated(text ?? { v: null }, dot ?? { v: null }, frame),
  default: ([fallback, value]) =>
    value === undefined
      ? (fallback ?? { v: null })
      : value.v === UNKNOWN || isTrue(value.v)
        ? value
        : (fallback ?? value),
  coalesce: (args) => args.find(({ v }) => v === UNKNOWN || isTrue(v)) ?? { v: null },
  ternary: ([yes, no, is]) =>
    is === undefined || is.v === UNKNOWN ? { v: UNKNOWN } : ((isTrue(is.v) ? yes : no) ?? { v: null }),
  and: (args) =>
    args.find(({ v }) => v !== UNKNOWN && !isTrue(v)) ??
    args.find(({ v }) => v === UNKNOWN) ??
    args.at(-1) ?? { v: true },
  or: (args) =>
    args.find(({ v }) => v !== UNKNOWN && isTrue(v)) ??
    args.find(({ v }) => v === UNKNOWN) ??
    args.at(-1) ?? { v: false },
  not: ([value]) => (value?.v === UNKNOWN ? { v: UNKNOWN } : { v: !isTrue(value?.v) }),
  empty: ([value]) => (value?.v === UNKNOWN ? { v: UNKNOWN } : { v: !isTrue(value?.v) }),
  required: ([, value]) => (value === undefined || value.v === null || value.v === '' ? { v: UNKNOWN } : value),
  fail: ([message], { run }) => {
    run.refused.push(`with its default values the chart says: ${printed(message?.v)}`);
    return { v: '' };
  },
  set: ([map, key, value]) => {
    // Changes the map itself, as Helm does.
    if (typeof map?.v === 'object' && map.v !== null && key !== undefined && key.v !== '__proto__')
      Reflect.set(map.v, printed(key.v), value?.v ?? null);
    return map ?? { v: UNKNOWN };
  },
  unset: ([map, key]) => {
    if (typeof map?.v === 'object' && map.v !== null) Reflect.deleteProperty(map.v, printed(key?.v));
    return map ?? { v: UNKNOWN };
  },
  get: ([map, key]) => (map === undefined || key?.v === UNKNOWN ? { v: UNKNOWN } : fieldOf(map, printed(key?.v))),
  merge: (args) => ({ v: mergedInto(args) }),
  mergeOverwrite: (args) => ({ v: mergedInto([...args].reverse()) }),
  indent: ([width, value]) => shifted(width, value, ''),
  nindent: ([width, value]) => shifted(width, value, '\n'),
  trim: ([value], frame) =>
    value?.rope === undefined ? kept('trim', value, frame) : { v: printed(value.v).trim(), rope: trimmed(value.rope) },
};

function mergedInto(args: readonly Value[]): unknown {
  return args.some(({ v }) => v === UNKNOWN) ? UNKNOWN : args.reduce<unknown>((all, { v }) => merged(all, v), {});
}

/** Functions after which a value is still the one that the values hold. */
const keepsPlace = new Set([
  'quote',
  'squote',
  'toString',
  'int',
  'int64',
  'float64',
  'toYaml',
  'toJson',
  'trim',
  'deepCopy',
  'tpl',
  'b64enc',
]);

/** Functions of which an argument may be unknown inside of what they put together. */
const gathers = new Set(['dict', 'list', 'hasKey', 'kindIs', 'kindOf']);

function applied(name: string, rest: readonly Expression[], frame: Frame, piped: Value | undefined): Value {
  const args = [...rest.map((one) => operand(one, frame)), ...(piped === undefined ? [] : [piped])];
  const rule = Object.hasOwn(special, name) ? special[name] : undefined;
  if (rule !== undefined) return rule(args, frame);
  if (keepsPlace.has(name)) return kept(name, args.at(-1), frame);
  const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (fn === undefined || (!gathers.has(name) && args.some(({ v }) => isUnknown(v)))) return { v: UNKNOWN };
  const values = args.map(({ v }) => v);
  return { v: result(() => fn(...values), frame.run) };
}

/** What a function refuses (a value that holds itself, what is not known inside of a map) is not known. */
function result(fn: () => unknown, run: Run): unknown {
  const value = attempt(fn);
  // A text that is quoted again and again doubles each time.
  run.computed += typeof value === 'string' || Array.isArray(value) ? value.length : 1;
  if (run.computed > mostComputed) throw new TooMuch();
  return value;
}

function attempt(fn: () => unknown): unknown {
  try {
    return fn();
  } catch {
    return UNKNOWN;
  }
}

function isUnknown(value: unknown): boolean {
  return value === UNKNOWN || (Array.isArray(value) && value.includes(UNKNOWN));
}

function kept(name: string, value: Value | undefined, { run }: Frame): Value {
  const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (value === undefined || value.v === UNKNOWN || fn === undefined) return { v: UNKNOWN };
  return { v: result(() => fn(value.v), run), from: value.from };
}

function included(name: string, dot: Value, frame: Frame): Value {
  const definition = frame.run.chart.defines.get(name);
  if (definition === undefined || frame.depth > deepest) return { v: UNKNOWN };
  return renderedWith(definition.nodes, definition.path, dot, frame);
}

function renderedWith(nodes: readonly Node[], path: string, dot: Value, frame: Frame): Value {
  const rope: Rendered[] = [];
  renderNodes(
    nodes,
    {
      ...frame,
      path,
      dot,
      root: dot,
      variables: new Map([['$', { value: dot }]]),
      conditions: [],
      depth: frame.depth + 1,
    },
    rope,
  );
  if (rope.length === 1 && rope[0]?.unknown !== undefined) return { v: UNKNOWN };
  // A name of which a part is not known is not known; lines that somebody inserts are, but for that part.
  const v = rope.map(({ text }) => text).join('');
  if (rope.some(({ unknown }) => unknown !== undefined))
    return v.trim().includes('\n') || v.includes(':') ? { v, rope } : { v: UNKNOWN };
  return { v, rope };
}

/** `tpl`: a text of the values that is a template itself. */
function templated(text: Value, dot: Value, frame: Frame): Value {
  if (typeof text.v !== 'string') return { v: UNKNOWN };
  if (!text.v.includes('{{')) return text;
  if (frame.depth > deepest) return { v: UNKNOWN };
  const { v } = renderedWith(parseTemplate(text.v).nodes, frame.path, dot, frame);
  return { v, from: text.from };
}

function shifted(width: Value | undefined, value: Value | undefined, before: string): Value {
  if (value === undefined || width === undefined || width.v === UNKNOWN) return { v: UNKNOWN };
  const by = Math.min(200, Math.max(0, Math.trunc(Number(width.v))));
  if (value.v === UNKNOWN && value.rope === undefined) return { v: UNKNOWN, lead: before + ' '.repeat(by) };
  if (value.rope === undefined) return { v: before + indented(by, printed(value.v)), from: value.from };
  const pad = ' '.repeat(by);
  const rope = value.rope.flatMap((piece, at) => linesOf(piece, pad, at === 0 ? before + pad : ''));
  return { v: rope.map(({ text }) => text).join(''), rope };
}

/** A piece cut after its line breaks, so that each part keeps its place when it is moved to the right. */
function linesOf(piece: Rendered, pad: string, first: string): readonly Rendered[] {
  const space = (text: string): Rendered => ({ ...piece, text, isPlain: false, from: undefined, unknown: undefined });
  const parts: Rendered[] = first === '' ? [] : [space(first)];
  if (piece.text === '') return [...parts, piece];
  let at = 0;
  for (const [index, line] of piece.text.split('\n').entries()) {
    if (index > 0) parts.push(space(`\n${pad}`));
    if (line !== '') parts.push({ ...piece, text: line, at: piece.isPlain ? piece.at + at : piece.at });
    at += line.length + 1;
  }
  return parts;
}

function trimmed(rope: readonly Rendered[]): readonly Rendered[] {
  const pieces = [...rope];
  while (pieces[0] !== undefined && pieces[0].unknown === undefined && pieces[0].text.trim() === '') pieces.shift();
  const [first] = pieces;
  if (first !== undefined) {
    const cut = first.text.length - first.text.trimStart().length;
    pieces[0] = { ...first, text: first.text.slice(cut), at: first.isPlain ? first.at + cut : first.at };
  }
  for (
    let last = pieces.at(-1);
    last !== undefined && last.unknown === undefined && last.text.trim() === '';
    last = pieces.at(-1)
  )
    pieces.pop();
  const last = pieces.at(-1);
  if (last !== undefined) pieces[pieces.length - 1] = { ...last, text: last.text.trimEnd() };
  return pieces;
}
