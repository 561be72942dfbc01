// Versions such as `0.98` and `1.35`, compared by their numbers.

/** Whether `version` is `wanted` or later; an unknown version counts as the latest. */
export function atLeast(version: string, wanted: string): boolean {
  const [a, b] = [numbers(version), numbers(wanted)];
  if (a.length === 0) return true;
  for (const [at, needed] of b.entries()) {
    const have = a[at] ?? 0;
    if (have !== needed) return have > needed;
  }
  return true;
}

function numbers(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').filter(Boolean).map(Number);
}
