// What an expression may be: one record for each kind of Rust expression.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { fresh, isNamed, prune, type Ty, UNIT, unify } from '../types/ty.ts';
import { evaluateBlock } from './block.ts';
import { evaluateCall } from './call.ts';
import { concatenated, forgetItems, itemAt } from './constant-list.ts';
import { elementOf, field, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { noteFound } from './found.ts';
import { type Frame, inner, Variables } from './frame.ts';
import { evaluateMacro } from './macro.ts';
import { loseWording } from './mutation.ts';
import { evaluatePath } from './path.ts';
import { bindPattern, bindScrutinee, isOtherVariant } from './pattern.ts';
import { noteAssignment } from './second-checks.ts';
import { evaluateStruct } from './struct.ts';
import { forbiddenIsHandled } from './tolerated.ts';
import { type Closure, join, NEVER_VALUE, STRING, text, typed, unknown, type Value } from './value.ts';

type Rule = (evaluator: Evaluator, syntax: Syntax, frame: Frame) => Value;

/** The value of an expression, with every request that evaluating it makes. */
export function evaluate(evaluator: Evaluator, syntax: Syntax | undefined, frame: Frame): Value {
  if (syntax === undefined || !evaluator.step()) return unknown();
  const rule = RULES[syntax.type];
  if (rule !== undefined) return rule(evaluator, syntax, frame);
  for (const kid of syntax.kids) if (RULES[kid.type] !== undefined) evaluate(evaluator, kid, frame);
  return unknown();
}

const unit: Value = { ty: UNIT };
const primitive =
  (name: string): Rule =>
  () => ({ ty: { k: 'nominal', def: externalType([name]), args: [] } });
const through = (evaluator: Evaluator, syntax: Syntax, frame: Frame): Value =>
  evaluate(evaluator, syntax.child('value') ?? syntax.kids[0], frame);

const RULES: Readonly<Record<string, Rule>> = {
  block: (evaluator, syntax, frame) => evaluateBlock(evaluator, syntax, frame),
  unsafe_block: (evaluator, syntax, frame) => evaluateBlock(evaluator, syntax.first('block') ?? syntax, frame),
  const_block: (evaluator, syntax, frame) => evaluateBlock(evaluator, syntax.first('block') ?? syntax, frame),
  async_block: asyncBlock,
  try_block: (evaluator, syntax, frame) => evaluateBlock(evaluator, syntax.first('block') ?? syntax, frame),
  gen_block: asyncBlock,
  expression_statement: (evaluator, syntax, frame) => evaluate(evaluator, syntax.kids[0], frame),
  parenthesized_expression: through,
  reference_expression: (evaluator, syntax, frame) => {
    const value = through(evaluator, syntax, frame);
    if (/^&\s*mut\b/.test(syntax.text.slice(0, 12))) {
      forgetItems(value);
      loseWording(syntax.child('value'), value, [], frame);
    }
    return value;
  },
  await_expression: through,
  unary_expression: through,
  try_expression: (evaluator, syntax, frame) => {
    const value = unwrapped(evaluate(evaluator, syntax.kids[0], frame));
    noteFound(value, frame);
    return value;
  },
  type_cast_expression: (evaluator, syntax, frame) => {
    evaluate(evaluator, syntax.child('value'), frame);
    return { ty: lower(syntax.child('type'), frame.scope) };
  },
  identifier: evaluatePath,
  scoped_identifier: evaluatePath,
  generic_function: evaluatePath,
  self: (_evaluator, _syntax, frame) => frame.variables.get('self') ?? unknown(),
  field_expression: (evaluator, syntax, frame) =>
    field(evaluator, evaluate(evaluator, syntax.child('value'), frame), syntax.child('field')?.text ?? ''),
  index_expression: (evaluator, syntax, frame) => {
    const [list, index] = syntax.kids;
    const value = evaluate(evaluator, list, frame);
    evaluate(evaluator, index, frame);
    return itemAt(value, index) ?? elementOf(value);
  },
  call_expression: evaluateCall,
  macro_invocation: evaluateMacro,
  closure_expression: (evaluator, syntax, frame) => {
    const closure: Closure = { k: 'closure', id: evaluator.closures.length, syntax, frame, used: false };
    evaluator.closures.push(closure);
    return { ty: fresh(), calls: [closure] };
  },
  struct_expression: evaluateStruct,
  tuple_expression: (evaluator, syntax, frame) => {
    const values = syntax.kids.map((kid) => evaluate(evaluator, kid, frame));
    return {
      ty: { k: 'tuple', items: values.map((value) => value.ty) },
      fields: new Map(values.map((value, at) => [String(at), value])),
    };
  },
  unit_expression: () => unit,
  array_expression: (evaluator, syntax, frame) => listOf(syntax.kids.map((kid) => evaluate(evaluator, kid, frame))),
  string_literal: (_evaluator, syntax) => text(stringOf(syntax)),
  raw_string_literal: (_evaluator, syntax) => text(stringOf(syntax)),
  integer_literal: primitive('integer'),
  float_literal: primitive('float'),
  boolean_literal: primitive('bool'),
  char_literal: primitive('char'),
  binary_expression: (evaluator, syntax, frame) => {
    const left = evaluate(evaluator, syntax.child('left'), frame);
    const right = evaluate(evaluator, syntax.child('right'), frame);
    if (syntax.child('operator')?.text === '+' && isNamed(prune(left.ty), 'String')) return concatenated([left, right]);
    return syntax.child('operator')?.text === '+'
      ? { ty: left.ty, ...originOf(left, right) }
      : { ty: { k: 'nominal', def: externalType(['bool']), args: [] } };
  },
  assignment_expression: assignment,
  compound_assignment_expr: (evaluator, syntax, frame) => {
    const left = evaluate(evaluator, syntax.child('left'), frame);
    loseWording(syntax.child('left'), left, [evaluate(evaluator, syntax.child('right'), frame)], frame);
    return unit;
  },
  if_expression: ifExpression,
  let_condition: (evaluator, syntax, frame) => {
    bindScrutinee(evaluator, syntax.child('pattern'), evaluate(evaluator, syntax.child('value'), frame), frame);
    return unit;
  },
  let_chain: (evaluator, syntax, frame) => {
    for (const kid of syntax.kids) evaluate(evaluator, kid, frame);
    return unit;
  },
  else_clause: (evaluator, syntax, frame) => evaluate(evaluator, syntax.kids[0], frame),
  match_expression: matchExpression,
  while_expression: (evaluator, syntax, frame) => {
    const around = inner(frame);
    evaluate(evaluator, syntax.child('condition'), around);
    evaluate(evaluator, syntax.child('body'), around);
    return unit;
  },
  loop_expression: (evaluator, syntax, frame) => {
    const results = { value: undefined };
    evaluate(evaluator, syntax.child('body'), { ...inner(frame), loop: results } as Frame);
    return results.value ?? unit;
  },
  for_expression: (evaluator, syntax, frame) => {
    const around = inner(frame);
    const element = elementOf(evaluate(evaluator, syntax.child('value'), frame));
    const pattern = syntax.child('pattern');
    if (pattern !== undefined) bindPattern(evaluator, pattern, element, around);
    evaluate(evaluator, syntax.child('body'), around);
    return unit;
  },
  return_expression: (evaluator, syntax, frame) => {
    if (syntax.kids[0] !== undefined) {
      const value = evaluate(evaluator, syntax.kids[0], frame);
      frame.results.value = frame.results.value === undefined ? value : join(frame.results.value, value);
    }
    return NEVER_VALUE;
  },
  break_expression: (evaluator, syntax, frame) => {
    const given = syntax.kids.find((kid) => kid.type !== 'label');
    if (given !== undefined) {
      const value = evaluate(evaluator, given, frame);
      const loop = (frame as { loop?: { value: Value | undefined } }).loop;
      if (loop !== undefined) loop.value = loop.value === undefined ? value : join(loop.value, value);
    }
    return NEVER_VALUE;
  },
  continue_expression: () => NEVER_VALUE,
  range_expression: (evaluator, syntax, frame) => listOf(syntax.kids.map((kid) => evaluate(evaluator, kid, frame))),
};

export function isExpression(syntax: Syntax): boolean {
  return RULES[syntax.type] !== undefined;
}

function originOf(left: Value, right: Value): Partial<Value> {
  const all = { ...left.origin, ...right.origin };
  const { names: _, ...origin } = all;
  return Object.keys(origin).length === 0 ? {} : { origin };
}

function asyncBlock(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const results: { value: Value | undefined } = { value: undefined };
  const value = evaluateBlock(evaluator, syntax.first('block') ?? syntax, inner(frame, { results }));
  return results.value === undefined ? value : join(value, results.value);
}

export function listOf(values: readonly Value[]): Value {
  const element = values.reduce<Value | undefined>(
    (all, value) => (all === undefined ? value : join(all, value)),
    undefined,
  );
  const ty: Ty = { k: 'nominal', def: externalType(['Vec']), args: [element?.ty ?? fresh()] };
  return element === undefined ? { ty, empty: true } : { ...typed(ty, element), items: values };
}

export function stringOf(syntax: Syntax): string {
  const raw = /^b?c?r#*"([\s\S]*)"#*$/.exec(syntax.text);
  if (raw !== null && syntax.text.includes('r')) return raw[1] ?? '';
  const plain = /^[bc]?"([\s\S]*)"$/.exec(syntax.text)?.[1] ?? '';
  return plain
    .replace(/\\\r?\n\s*/g, '')
    .replace(/\\(["\\ntr0])/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r', '0': '\0' })[char] ?? char);
}

function assignment(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const value = evaluate(evaluator, syntax.child('right'), frame);
  const left = syntax.child('left');
  const target = left?.type === 'unary_expression' ? left.kids[0] : left;
  if (target?.type === 'identifier') {
    const known = frame.variables.get(target.text);
    if (known !== undefined) unify(known.ty, value.ty);
    frame.variables.assign(target.text, value);
  } else if (target?.type === 'field_expression') {
    const holder = evaluate(evaluator, target.child('value'), frame);
    noteAssignment(evaluator, { target, holder, written: syntax.child('right'), value }, frame);
    const name = target.child('field')?.text ?? '';
    const known = field(evaluator, holder, name);
    unify(known.ty, value.ty);
    const def = prune(holder.ty);
    if (def.k === 'nominal') evaluator.sawField(def.def, name, value);
    holder.fields?.set(name, holder.fields.has(name) ? join(known, value) : value);
  } else if (target?.type === 'index_expression') forgetItems(evaluate(evaluator, target.kids[0], frame));
  else if (target !== undefined) bindPattern(evaluator, target, value, frame);
  return unit;
}

function ifExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const around = inner(frame);
  evaluate(evaluator, syntax.child('condition'), around);
  const then = evaluate(evaluator, syntax.child('consequence'), around);
  const otherwise = syntax.child('alternative');
  if (otherwise === undefined) return unit;
  return join(then, evaluate(evaluator, otherwise, frame));
}

function matchExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const arms = (syntax.child('body')?.kids ?? []).filter((kid) => kid.type === 'match_arm');
  const tolerated = forbiddenIsHandled(arms)
    ? { ...frame, condition: 'The code goes on when the API server forbids it.' }
    : frame;
  const scrutinee = evaluate(evaluator, syntax.child('value'), tolerated);
  let result: Value | undefined;
  for (const arm of arms) {
    const around: Frame = { ...frame, variables: new Variables(frame.variables) };
    const pattern = arm.child('pattern');
    const inside = pattern?.type === 'match_pattern' ? pattern.kids.find((kid) => kid.field !== 'condition') : pattern;
    bindScrutinee(evaluator, inside, scrutinee, around);
    if (inside !== undefined && isOtherVariant(inside, scrutinee, frame)) continue;
    if (
      frame.site !== undefined &&
      scrutinee.variant !== undefined &&
      inside !== undefined &&
      !maybeVariant(inside, scrutinee.variant)
    )
      continue;
    const guard = pattern?.child('condition');
    if (guard !== undefined) evaluate(evaluator, guard, around);
    const value = evaluate(evaluator, arm.child('value'), around);
    result = result === undefined ? value : join(result, value);
  }
  return result ?? typed(STRING);
}

/** In a model an arm that the known variant cannot take is left out; an arm that took it ends the match. */
function maybeVariant(pattern: Syntax, variant: string): boolean {
  return (
    pattern.text.startsWith('_') || pattern.text.split('|').some((part) => part.trim().split('::').at(-1) === variant)
  );
}
