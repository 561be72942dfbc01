// Assignments: to variables, fields, and the targets of references and cells.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isList, isMap, prune, UNIT, unify } from '../types/ty.ts';
import { boolean, changeable, truthOf } from './constant.ts';
import { forgetItems } from './constant-list.ts';
import { elementOf, field } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { broughtBy } from './held.ts';
import { loseWording } from './mutation.ts';
import { bindPattern } from './pattern.ts';
import { noteNamespace } from './client-namespace.ts';
import { noteServer } from './other-cluster.ts';
import { noteAssignment } from './second-checks.ts';
import type { Value } from './value.ts';
import { absorb, fallback, join } from './join.ts';

const unit: Value = { ty: UNIT };

export function assignment(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const right = syntax.child('right');
  const value = changeable(evaluator.evaluate(right, frame));
  assign(evaluator, { left: syntax.child('left'), right, value }, frame);
  return unit;
}

interface Assigned {
  readonly left: Syntax | undefined;
  /** The source of the value; undefined for a part of a destructured one. */
  readonly right: Syntax | undefined;
  readonly value: Value;
}

function assign(evaluator: Evaluator, { left, right, value }: Assigned, frame: Frame): void {
  const isThrough = left?.type === 'unary_expression';
  const target = isThrough ? left.firstKid : left;
  if (target === undefined) return;
  switch (target.type) {
    case 'identifier': {
      const known = frame.variables.get(target.text);
      if (known === undefined) return put(evaluator, target, value, frame);
      noteNew(evaluator, target, value, known);
      unify(known.ty, value.ty);
      frame.variables.assign(target.text, value, frame.isChoice === true ? join : fallback);
      if (isThrough) absorb(evaluator.program.keys, known, value);
      return;
    }
    case 'field_expression':
      return assignField(evaluator, target, right, value, frame);
    case 'index_expression':
      return assignElement(evaluator, target, value, frame);
    case 'scoped_identifier':
      return put(evaluator, target, value, frame);
    case 'parenthesized_expression':
      return assign(evaluator, { left: target.firstKid, right, value }, frame);
    case 'tuple_expression':
      for (const [at, kid] of target.kids.entries())
        assign(
          evaluator,
          { left: kid, right: undefined, value: changeable(field(evaluator, value, String(at))) },
          frame,
        );
      return;
    case 'array_expression':
      for (const kid of target.kids)
        assign(evaluator, { left: kid, right: undefined, value: changeable(elementOf(value)) }, frame);
      return;
    default:
      // `*PODS.lock() = …`: the new content of the cell.
      if (isThrough) put(evaluator, target, value, frame);
      else bindPattern(evaluator, target, value, frame);
  }
}

/** `made[name()] = …`: the code in the brackets runs too. */
function assignElement(evaluator: Evaluator, target: Syntax, value: Value, frame: Frame): void {
  const place = evaluator.evaluate(target, frame);
  unify(place.ty, value.ty);
  const list = evaluator.evaluate(target.firstKid, frame);
  forgetItems(evaluator.program.keys, list);
  const ty = prune(list.ty);
  absorb(evaluator.program.keys, isList(ty) || isMap(ty) ? list : place, value);
}

/** A `static mut`, or the target of a reference or a cell, may hold this value in addition to its earlier one. */
function put(evaluator: Evaluator, target: Syntax, value: Value, frame: Frame): void {
  const holder = evaluator.evaluate(target, frame);
  unify(holder.ty, value.ty);
  absorb(evaluator.program.keys, holder, value);
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
  noteServer(target, holder, value, frame);
  if (noteNamespace(evaluator, target, holder, value, frame)) return;
  const name = target.child('field')?.text ?? '';
  const known = field(evaluator, holder, name);
  noteNew(evaluator, target, value, known);
  unify(known.ty, value.ty);
  const def = prune(holder.ty);
  if (def.k === 'nominal') evaluator.seen.places.addAssignment(def.def, name, value);
  if (holder.fields === undefined) return;
  const held = holder.fields.get(name);
  const holds = held === undefined ? value : join(known, value);
  holder.fields.set(name, holds);
  const { keys } = evaluator.program;
  if (held === undefined || keys.of(held) !== keys.of(holds)) keys.forget();
}

export function compoundAssignment(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const place = syntax.child('left');
  const left = evaluator.evaluate(place, frame);
  const right = evaluator.evaluate(syntax.child('right'), frame);
  if (truthOf(left) === undefined) loseWording(evaluator, place, left, [right], frame);
  else assign(evaluator, { left: place, right: undefined, value: boolean(undefined) }, frame);
  return unit;
}

function noteNew(evaluator: Evaluator, target: Syntax, value: Value, known: Value): void {
  const { brought } = evaluator;
  if (target.type !== 'identifier' || brought?.outlives(target.text, known))
    brought?.add(target, broughtBy(value, known));
}
