// The dependencies of a written type: the names in it, and whether all of it is known.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Dyn, Never, Nominal, Ty } from './ty.ts';

/** Nothing in it is open. */
export function isClosed(ty: Ty, depth: number): boolean {
  if (depth > 8 || ty.k === 'var' || (ty.k === 'dyn' && ty.among !== undefined)) return false;
  const parts = ty.k === 'tuple' ? ty.items : ty.k === 'function' ? [...ty.params, ty.result] : argsOf(ty);
  for (const part of parts) if (!isClosed(part, depth + 1)) return false;
  return true;
}

function argsOf(ty: Nominal | Dyn | Never): readonly Ty[] {
  return ty.k === 'never' ? [] : ty.args;
}

/** The names in a type; an empty one if a trait or a macro decides its meaning. */
export function namesIn(type: Syntax): readonly string[] {
  if (type.kids.length === 0) return [type.text];
  return type.type === 'bracketed_type' || type.type === 'macro_invocation' ? [''] : type.kids.flatMap(namesIn);
}
