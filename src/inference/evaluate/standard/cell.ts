// Methods of cells and statics, which are looked through.

import { own } from '../../../table.ts';
import { unify } from '../../types/ty.ts';
import { option } from '../data.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Frame } from '../frame.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, unknown, type Value } from '../value.ts';
import { type Rule, type Rules, same } from './rules.ts';
import { absorb } from '../join.ts';

/** The rule for a method of `OnceLock<T>` or `LocalKey<T>`, which are looked through, if T has no method of the name. */
export function cellRule(name: string, { args }: MethodCall): Rule | undefined {
  // `get("a")` is not a method of a cell.
  return BARE.has(name) && args.length > 0 ? undefined : own(CELL, name);
}

/** Methods of cells without arguments. */
const BARE = new Set(['get', 'get_mut', 'take', 'wait']);

/** The content that a `LocalKey` lends to a closure. */
export const LENT: Rules = { with: opened, try_with: opened, with_borrow: opened, with_borrow_mut: opened };

const CELL: Rules = {
  ...LENT,
  get: ({ receiver }) => typed(option(receiver.ty), receiver),
  get_mut: ({ receiver }) => typed(option(receiver.ty), receiver),
  take: ({ receiver }) => typed(option(receiver.ty), receiver),
  wait: same,
  scope: ({ receiver, args }, evaluator) => {
    if (args[0] !== undefined) fillCell(evaluator, receiver, args[0]);
    return args[1] ?? unknown();
  },
  sync_scope: ({ receiver, args, at }, evaluator, frame) => {
    if (args[0] !== undefined) fillCell(evaluator, receiver, args[0]);
    return args[1] === undefined ? unknown() : evaluator.invoke(args[1], [], at, frame);
  },
};

function opened({ receiver, args, at }: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  return args[0] === undefined ? unknown() : evaluator.invoke(args[0], [receiver], at, frame);
}

function fillCell({ program: { keys } }: Evaluator, cell: Value, value: Value): void {
  unify(cell.ty, value.ty);
  absorb(keys, cell, value);
}
