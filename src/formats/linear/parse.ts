// Regular expressions of JavaScript (flag `u`) as a tree, except those with look-around or back-references.

export type Expression =
  | { readonly k: 'one'; readonly fits: (char: string) => boolean }
  | { readonly k: 'place'; readonly is: 'start' | 'end' | 'edge' | 'inside' }
  | { readonly k: 'all'; readonly parts: readonly Expression[] }
  | { readonly k: 'any'; readonly parts: readonly Expression[] }
  | { readonly k: 'times'; readonly part: Expression; readonly least: number; readonly most: number };

/** The tree of an expression; undefined if it is invalid, or uses look-around or back-references. */
export function parseExpression(source: string): Expression | undefined {
  try {
    new RegExp(source, 'u');
  } catch {
    return undefined;
  }
  if (/\\[1-9k]|\(\?(?!:|<[^=!])/.test(withoutSets(source))) return undefined;
  const reader = { pieces: piecesOf(source), at: 0 };
  return nested(source) > deepest ? undefined : choice(reader);
}

/** The limit keeps the stack small while reading. */
const deepest = 200;

function nested(source: string): number {
  let [depth, most] = [0, 0];
  for (const piece of piecesOf(source)) {
    if (piece.startsWith('(')) depth += 1;
    else if (piece === ')') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

interface Reader {
  readonly pieces: readonly string[];
  at: number;
}

/** `(`, `(?:`, `(?<name>`, `{2,3}`, a set, an escape, or a character. */
function piecesOf(source: string): readonly string[] {
  return source.match(piece) ?? [];
}

const piece =
  /\\(?:u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[pP]\{[^}]*\}|c[A-Za-z]|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?:|\(\?<[^>]*>|\{\d+(?:,\d*)?\}|[^]/gu;

function withoutSets(source: string): string {
  return piecesOf(source)
    .map((piece) => (piece.startsWith('[') || /^\\[^1-9k]/.test(piece) ? 'x' : piece))
    .join('');
}

function choice(reader: Reader): Expression {
  const parts = [sequence(reader)];
  while (reader.pieces[reader.at] === '|') {
    reader.at += 1;
    parts.push(sequence(reader));
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { k: 'any', parts };
}

function sequence(reader: Reader): Expression {
  const parts: Expression[] = [];
  for (let piece = reader.pieces[reader.at]; piece !== undefined && piece !== '|' && piece !== ')'; ) {
    reader.at += 1;
    parts.push(repeated(atom(piece, reader), reader));
    piece = reader.pieces[reader.at];
  }
  return { k: 'all', parts };
}

function atom(piece: string, reader: Reader): Expression {
  if (piece.startsWith('(')) {
    const inside = choice(reader);
    reader.at += 1;
    return inside;
  }
  if (piece === '^') return { k: 'place', is: 'start' };
  if (piece === '$') return { k: 'place', is: 'end' };
  if (piece === String.raw`\b`) return { k: 'place', is: 'edge' };
  if (piece === String.raw`\B`) return { k: 'place', is: 'inside' };
  if (piece !== '.' && piece.length <= 2 && !/^[[\\]/.test(piece)) return { k: 'one', fits: (char) => char === piece };
  // One character against one set never backtracks.
  const set = new RegExp(`^${piece}$`, 'u');
  return { k: 'one', fits: (char) => set.test(char) };
}

function repeated(part: Expression, reader: Reader): Expression {
  const times = timesOf(reader.pieces[reader.at]);
  if (times === undefined) return part;
  reader.at += 1;
  // A lazy quantifier changes what matches, not whether something matches.
  if (reader.pieces[reader.at] === '?') reader.at += 1;
  return { k: 'times', part, least: times[0], most: times[1] };
}

function timesOf(piece = ''): readonly [least: number, most: number] | undefined {
  if (piece === '*') return [0, Number.POSITIVE_INFINITY];
  if (piece === '+') return [1, Number.POSITIVE_INFINITY];
  if (piece === '?') return [0, 1];
  const [, least, comma = '', most] = /^\{(\d+)(?:(,)(\d*))?\}$/.exec(piece) ?? [];
  if (least === undefined) return undefined;
  if (comma === '') return [Number(least), Number(least)];
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)];
}
