// Patterns of paths as the files of CI have them, matched in time that grows with the square of a path and no faster.

/** Says of a path whether a pattern means it: `*` stands for a part of one name, `**` for any way down. */
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

/** How much of the pattern may be behind, where each star may also stand for nothing. */
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
