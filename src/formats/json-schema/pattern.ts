// Expressions that a repository brings along, tried only where that ends soon.

/** Whether an expression finds something in a text; undefined where it is not understood, or could take too long. */
export function fitsPattern(pattern: string, text: string): boolean | undefined {
  const repeats = text.length <= alwaysTried ? 0 : repeatsIn(pattern);
  if (repeats === undefined || pattern.length > 500 || text.length ** repeats > mostTries) return undefined;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return undefined;
  }
}

const mostTries = 1_000_000;
/** No expression takes long on so few characters; what users are to give is most often empty by default. */
const alwaysTried = 12;

/** How many parts of it may be repeated without end; undefined where one of them is made of parts that may fit in several ways. */
function repeatsIn(pattern: string): number | undefined {
  if (/\\[\dk]|\(\?/.test(pattern)) return undefined;
  let repeats = 1;
  const open: boolean[] = [];
  const pieces = pattern.match(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^]/g) ?? [];
  for (const [at, piece] of pieces.entries()) {
    const next = pieces[at + 1] ?? '';
    if (piece === '(') open.push(false);
    else if (piece === ')') {
      const isManyWays = open.pop() === true;
      if (isManyWays && /[*+{]/.test(next)) return undefined;
      if (isManyWays && open.length > 0) open[open.length - 1] = true;
    } else if (/^[*+{?|]$/.test(piece)) {
      if (piece !== '?' && piece !== '|') repeats += 1;
      if (open.length > 0) open[open.length - 1] = true;
    }
  }
  return repeats;
}
