// Functions of templates that depend on which argument is known, keep the place of a value, or need the chart.
import { countComputed, refuse, type Frame, type Run } from './frame.ts';
import { FUNCTIONS } from './functions.ts';
import { included, templated } from './include.ts';
import { map } from './arguments.ts';
import { merged } from './maps.ts';
import { shifted, trimmed } from './rope.ts';
import { fieldOf, isTrue, printed, UNKNOWN, type Value } from './value.ts';

export const special: Readonly<Record<string, (args: readonly Value[], frame: Frame) => Value>> = {
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
  required: ([message, value], frame) => {
    if (value !== undefined && value.v !== null && value.v !== '') return value;
    refuse(frame, printed(message?.v));
    return { v: UNKNOWN };
  },
  fail: ([message], frame) => {
    refuse(frame, printed(message?.v));
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
  merge: mergedInto,
  mustMerge: mergedInto,
  mergeOverwrite: mergedOver,
  mustMergeOverwrite: mergedOver,
  indent: ([width, value]) => shifted(width, value, ''),
  nindent: ([width, value]) => shifted(width, value, '\n'),
  trim: ([value], frame) =>
    value?.rope === undefined ? kept('trim', value, frame) : { v: printed(value.v).trim(), rope: trimmed(value.rope) },
};

/** Changes the first map, as Sprig does. */
function mergedInto(args: readonly Value[]): Value {
  return intoFirst(args, args);
}

function mergedOver(args: readonly Value[]): Value {
  return intoFirst(args, [...args].reverse());
}

function intoFirst([into]: readonly Value[], strongestFirst: readonly Value[]): Value {
  if (into === undefined || strongestFirst.some(({ v }) => v === UNKNOWN)) return { v: UNKNOWN };
  const all = attempt(() => strongestFirst.reduce<unknown>((sum, { v }) => merged(sum, v), {}));
  if (typeof into.v !== 'object' || into.v === null || all === UNKNOWN) return { v: all };
  for (const [key, value] of Object.entries(map(all))) if (key !== '__proto__') Reflect.set(into.v, key, value);
  return into;
}

/** Functions that return a value of the values unchanged. */
export const keepsPlace = new Set([
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

/** The result of a refused call (a value that contains itself, an unknown part of a map) is unknown. */
export function result(fn: () => unknown, run: Run): unknown {
  const value = attempt(fn);
  countComputed(run, value);
  return value;
}

function attempt(fn: () => unknown): unknown {
  try {
    return fn();
  } catch {
    return UNKNOWN;
  }
}

export function kept(name: string, value: Value | undefined, { run }: Frame): Value {
  const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (value === undefined || value.v === UNKNOWN || fn === undefined) return { v: UNKNOWN };
  return { v: result(() => fn(value.v), run), from: value.from };
}
