// Assignments: to variables, fields, and what a reference or a cell leads to.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { prune, UNIT, unify } from '../types/ty.ts';
import { changeable } from './constant.ts';
import { forgetItems } from './constant-list.ts';
import { field } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { newIn } from './held.ts';
import { loseWording } from './mutation.ts';
import { bindPattern } from './pattern.ts';
import { noteAssignment } from './second-checks.ts';
import type { Value } from './value.ts';
import { forgetKeys, valueKey } from './value-key.ts';
import { absorb, meet } from './join.ts';

const unit: Value = { ty: UNIT };

export function assignment(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const value = changeable(evaluator.evaluate(syntax.child('right'), frame));
  const left = syntax.child('left');
  const isThrough = left?.type === 'unary_expression';
  const target = isThrough ? left.kids[0] : left;
  if (target?.type === 'identifier') {
    const known = frame.variables.get(target.text);
    if (known !== undefined) noteNew(evaluator, target, value, known);
    if (known !== undefined) unify(known.ty, value.ty);
    frame.variables.assign(target.text, value);
    if (isThrough && known !== undefined) absorb(known, value);
  } else if (target?.type === 'field_expression') assignField(evaluator, target, syntax.child('right'), value, frame);
  else if (target?.type === 'index_expression') {
    // `made[name()] = …`: what stands in the brackets runs as well.
    unify(evaluator.evaluate(target, frame).ty, value.ty);
    forgetItems(evaluator.evaluate(target.kids[0], frame));
  } else if (isThrough && target !== undefined) {
    // `*PODS.lock() = …`: what the cell holds from now on.
    const holder = evaluator.evaluate(target, frame);
    unify(holder.ty, value.ty);
    absorb(holder, value);
  } else if (target !== undefined) bindPattern(evaluator, target, value, frame);
  return unit;
}

function assignField(
  evaluator: Evaluator,
  target: Syntax,
  written: Syntax | undefined,
  value: Value,
  frame: Frame,
): void {
  const holder = evaluator.evaluate(target.child('value'), frame);
  noteAssignment(evaluator, { target, holder, written, value }, frame);
  const name = target.child('field')?.text ?? '';
  const known = field(evaluator, holder, name);
  noteNew(evaluator, target, value, known);
  unify(known.ty, value.ty);
  const def = prune(holder.ty);
  if (def.k === 'nominal') evaluator.seen.places.addAssignment(def.def, name, value);
  if (holder.fields === undefined) return;
  const held = holder.fields.get(name);
  const holds = held === undefined ? value : meet(known, value);
  holder.fields.set(name, holds);
  if (held === undefined || valueKey(held) !== valueKey(holds)) forgetKeys();
}

export function compoundAssignment(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const left = evaluator.evaluate(syntax.child('left'), frame);
  const right = evaluator.evaluate(syntax.child('right'), frame);
  loseWording(syntax.child('left'), left, [right], frame);
  return unit;
}

function noteNew(evaluator: Evaluator, target: Syntax, value: Value, known: Value): void {
  evaluator.brought?.add(target, newIn(value, known));
}
