// One call that stands for several: one for each row of a table of kinds, one for each function that the build may choose.

import { eachRow } from './rows.ts';
import type { Call } from './signature.ts';

/** The calls to make instead of this one; nothing where it is one. */
export function severalCalls(call: Call): readonly Call[] | undefined {
  const rows = eachRow(call.args);
  if (rows !== undefined) return rows.map((args) => ({ ...call, args }));
  const { fn } = call;
  if (fn.others.length === 0 || call.isChosen === true) return undefined;
  return [fn, ...fn.others].map((each) => ({ ...call, fn: each, isChosen: true }));
}
