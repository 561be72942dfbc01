// The parts of a list that may each have a `#[cfg(…)]`: arms, arguments, fields, elements.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { compiledOf } from '../names/cfg.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';

/** The compiled parts; the others never run. */
export function compiledParts(
  { accounts }: Evaluator,
  parts: readonly Syntax[],
  { scope }: Pick<Frame, 'scope'>,
): readonly Syntax[] {
  const compiled = compiledOf(parts, scope.module.crate.features);
  if (compiled.length < parts.length) for (const part of parts) if (!compiled.includes(part)) accounts.skip(part);
  return compiled;
}
