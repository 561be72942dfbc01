// Builders of functions (bon): the arguments come one by one, and the function runs at the end.

import { finishOf, writtenDefault } from '../names/built-functions.ts';
import type { FnDef } from '../names/definitions.ts';
import { fresh } from '../types/ty.ts';
import { option } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { MethodCall } from './found-method.ts';
import { emptyFrame, type Frame } from './frame.ts';
import type { Call } from './signature.ts';
import { typed, unknown, type Value } from './value.ts';

/** The result of starting a builder, with the receiver and the arguments of the start. */
export function startBuilder(call: Call): Value {
  const { fn } = call;
  const isMethod = fn.parameters[0]?.type === 'self_parameter';
  const first = isMethod ? call.args.slice(0, 1) : [];
  const positions = marked(fn, 'start_fn');
  const args = new Map<number, Value>(first.map((value) => [0, value]));
  for (const [at, value] of call.args.slice(first.length).entries()) {
    const position = positions[at];
    if (position !== undefined) args.set(position, value);
  }
  return { ty: fresh(), builds: { ...call, args: inOrder(fn, args) } };
}

/** A method of a builder: a setter, or the end, at which the function runs. */
export function buildFurther(evaluator: Evaluator, call: MethodCall, builds: Call, frame: Frame): Value {
  const { fn } = builds;
  if (call.name === finishOf(fn)) {
    const args = [...builds.args];
    for (const [at, position] of marked(fn, 'finish_fn').entries()) args[position] = call.args[at] ?? unknown();
    for (const [at, parameter] of fn.parameters.entries())
      if (args[at]?.empty === true) args[at] = defaultOf(evaluator, fn, parameter) ?? args[at];
    return evaluator.call({ ...builds, args, isBuilt: true }, call.at, frame);
  }
  evaluator.accounts.note(call.at, 'nothing', 'given no client');
  const position = fn.parameters.findIndex((parameter) => setterOf(fn, parameter) === call.name.replace(/^maybe_/, ''));
  const [given] = call.args;
  if (position < 0 || given === undefined) return call.receiver;
  const isOption = /^(?:\w+::)*Option\b/.test(fn.parameters[position]?.child('type')?.text ?? '');
  const value = isOption && !call.name.startsWith('maybe_') ? typed(option(given.ty), given) : given;
  const args = builds.args.map((known, at) => (at === position ? value : known));
  return { ...call.receiver, builds: { ...builds, args } };
}

function inOrder(fn: FnDef, given: ReadonlyMap<number, Value>): readonly Value[] {
  return fn.parameters.map((parameter, at) => {
    const isOption = /^(?:\w+::)*Option\b/.test(parameter.child('type')?.text ?? '');
    const hasDefault = attributesOf(fn, parameter).some((text) => writtenDefault(text) !== undefined);
    return given.get(at) ?? (isOption || hasDefault ? { ty: fresh(), empty: true } : unknown());
  });
}

/** `#[builder(default = …)]` of a parameter. */
function defaultOf(evaluator: Evaluator, fn: FnDef, parameter: FnDef['parameters'][number]): Value | undefined {
  const code = attributesOf(fn, parameter)
    .map(writtenDefault)
    .find((text) => text !== undefined);
  return code === undefined
    ? undefined
    : evaluator.evaluate(evaluator.settings.snippets.blockOf(parameter, code), emptyFrame(fn.module));
}

/** The indexes of the parameters for the start or the end of the builder. */
function marked(fn: FnDef, key: string): readonly number[] {
  return fn.parameters.flatMap((parameter, at) =>
    attributesOf(fn, parameter).some((text) => new RegExp(`\\b${key}\\b`).test(text)) ? [at] : [],
  );
}

function setterOf(fn: FnDef, parameter: FnDef['parameters'][number]): string | undefined {
  const renamed = attributesOf(fn, parameter)
    .map((text) => /\bname\s*=\s*(\w+)/.exec(text)?.[1])
    .find((name) => name !== undefined);
  return renamed ?? parameter.child('pattern')?.text.replace(/^mut\s+/, '');
}

function attributesOf(fn: FnDef, parameter: FnDef['parameters'][number]): readonly string[] {
  const found: string[] = [];
  for (const kid of fn.syntax.child('parameters')?.kids ?? []) {
    if (kid === parameter) return found;
    if (kid.type === 'attribute_item') found.push(kid.text);
    else found.length = 0;
  }
  return found;
}
