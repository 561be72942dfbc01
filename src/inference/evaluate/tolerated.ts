// `Err(e) if e.is_forbidden()`: code that continues without the permission does not need it.

import type { Syntax } from '../../formats/rust/syntax.ts';

/** Whether an arm of a match is for the answer 403. */
export function forbiddenIsHandled(arms: readonly Syntax[]): boolean {
  return arms.some((arm) => {
    const pattern = arm.child('pattern')?.text ?? '';
    return (
      /\bErr\b/.test(pattern) &&
      /is_forbidden\(\)|code\s*(?:==|:)\s*403\b|"Forbidden"|FORBIDDEN/.test(pattern) &&
      !/\breturn\s+Err|\bbail!|Err\(/.test(arm.child('value')?.text ?? '')
    );
  });
}
