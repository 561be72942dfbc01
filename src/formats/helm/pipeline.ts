// Evaluates the pipeline of an action.
import { count, type Frame } from './frame.ts';
import { FUNCTIONS } from './functions.ts';
import type { Expression, Pipeline } from './parse.ts';
import { keepsPlace, kept, result, special } from './special.ts';
import { fieldOf, UNKNOWN, type Value } from './value.ts';

export function evaluate(pipeline: Pipeline, frame: Frame): Value {
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
  const field = fieldOf(value, name);
  return name === 'Values' && field.v === run.chart.values ? { v: field.v, from: [] } : field;
}

/** Functions whose result may contain an unknown argument. */
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

function isUnknown(value: unknown): boolean {
  return value === UNKNOWN || (Array.isArray(value) && value.includes(UNKNOWN));
}
