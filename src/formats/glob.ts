// Patterns of paths in files of CI, matched in time that grows only with the square of a path.

/** Whether a pattern matches a path: `*` stands for a part of one name, `**` for any number of folders. */
export function globOf(pattern: string): (path: string) => boolean {
  const parts = pattern.match(/\*+|[^*]/g) ?? [];
  const least = parts.filter((part) => !part.startsWith('*')).length;
  return (path) => path.length >= least && fits(parts, path);
}

function fits(parts: readonly string[], path: string): boolean {
  let reached = throughStars(parts, new Set([0]));
  for (const char of path.split('')) {
    const next = new Set<number>();
    for (const at of reached) {
      const part = parts[at];
      if (part === char) next.add(at + 1);
      else if (part === '*' ? char !== '/' : part?.startsWith('*') === true) next.add(at);
    }
    reached = throughStars(parts, next);
  }
  return reached.has(parts.length);
}

/** The furthest part of the pattern, if each star may also stand for nothing. */
function throughStars(parts: readonly string[], reached: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set<number>();
  for (let at of reached) {
    all.add(at);
    while (parts[at]?.startsWith('*') === true) {
      at += 1;
      all.add(at);
    }
  }
  return all;
}
