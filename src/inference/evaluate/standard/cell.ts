// Methods of cells and statics, which are looked through.

import { unify } from '../../types/ty.ts';
import { option } from '../data.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Frame } from '../frame.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, unknown, type Value } from '../value.ts';
import { type Rules, same } from './rules.ts';
import { absorb } from '../join.ts';

/** Cells and statics, which are looked through: these are methods of `OnceLock<T>` or `LocalKey<T>`, where T has none of the name. */
export const CELL: Rules = {
  get: ({ receiver }) => typed(option(receiver.ty), receiver),
  get_mut: ({ receiver }) => typed(option(receiver.ty), receiver),
  take: ({ receiver }) => typed(option(receiver.ty), receiver),
  wait: same,
  with: opened,
  try_with: opened,
  with_borrow: opened,
  with_borrow_mut: opened,
  scope: ({ receiver, args }) => {
    if (args[0] !== undefined) fillCell(receiver, args[0]);
    return args[1] ?? unknown();
  },
  sync_scope: ({ receiver, args, at }, evaluator, frame) => {
    if (args[0] !== undefined) fillCell(receiver, args[0]);
    return args[1] === undefined ? unknown() : evaluator.invoke(args[1], [], at, frame);
  },
};

function opened({ receiver, args, at }: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  return args[0] === undefined ? unknown() : evaluator.invoke(args[0], [receiver], at, frame);
}

function fillCell(cell: Value, value: Value): void {
  unify(cell.ty, value.ty);
  absorb(cell, value);
}
