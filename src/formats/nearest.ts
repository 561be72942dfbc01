// The known word that a user most likely meant.

/** The nearest of `words`, or undefined if none is near: at most a third of the letters differ. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .filter((candidate) => Math.abs(word.length - candidate.length) <= most(word, candidate))
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= most(word, candidate))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** The number of letters that may differ. A word that is longer by more is never compared, whatever its length. */
function most(word: string, candidate: string): number {
  return Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
}

/** ` (did you mean "x"?)`, or empty. */
export function suggestion(word: string, words: readonly string[], prefix = ''): string {
  const found = nearest(word, words);
  return found === undefined ? '' : ` (did you mean "${prefix}${found}"?)`;
}

/** The number of letters to insert, delete, replace, or swap with their neighbour. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
