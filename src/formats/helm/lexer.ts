// Splits the text of a Go template into plain text and actions, and an action into words.

export interface TextPiece {
  readonly text: string;
  /** Its start in the file. */
  readonly at: number;
}

export interface ActionPiece {
  readonly code: string;
  readonly at: number;
}

export type Piece = TextPiece | ActionPiece;

/**
 * Text and actions in turn; `{{-` and `-}}` have removed their white space. Scanned by hand, so that no input makes it
 * slow.
 */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  let trimsNext = false;
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', last)) {
    const close = endOfAction(text, open + 2);
    const trimsBefore = text[open + 2] === '-' && isSpace(text[open + 3]);
    const trimsAfter = text[close - 1] === '-' && isSpace(text[close - 2]);
    pushText(pieces, text, last, open, trimsNext, trimsBefore);
    const code = text.slice(open + (trimsBefore ? 3 : 2), trimsAfter ? close - 1 : close).trim();
    if (!code.startsWith('/*')) pieces.push({ code, at: open });
    trimsNext = trimsAfter;
    last = Math.min(close + 2, text.length);
  }
  pushText(pieces, text, last, text.length, trimsNext, false);
  return pieces;
}

function pushText(pieces: Piece[], text: string, from: number, to: number, left: boolean, right: boolean): void {
  let [start, end] = [from, to];
  while (left && start < end && isSpace(text[start])) start += 1;
  while (right && end > start && isSpace(text[end - 1])) end -= 1;
  if (end > start) pieces.push({ text: text.slice(start, end), at: start });
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

/** The place of the `}}` of an action; those in quotes and comments do not count. */
function endOfAction(text: string, from: number): number {
  let at = from;
  const start = text[at] === '-' ? at + 1 : at;
  const comment = text
    .slice(start, start + 40)
    .trimStart()
    .startsWith('/*');
  if (comment) {
    const end = text.indexOf('*/', from);
    const close = text.indexOf('}}', end === -1 ? from : end);
    return close === -1 ? text.length : close;
  }
  for (; at < text.length; at += 1) {
    const character = text[at];
    if (character === '}' && text[at + 1] === '}') return at;
    if (character === '"') at = endOfString(text, at);
    else if (character === '`') {
      const end = text.indexOf('`', at + 1);
      at = end === -1 ? text.length : end;
    }
  }
  return text.length;
}

/** The closing quote, or the end of the line if there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"' || text[at] === '\n') return at;
  }
  return text.length;
}

export type Word =
  | { readonly k: 'text'; readonly value: string }
  | { readonly k: 'number'; readonly value: number }
  /** A name, a path of fields (`.a.b`), a variable (`$x.a`) or one of `( ) | , := =`. */
  | { readonly k: 'word'; readonly value: string; readonly spaced: boolean };

/** The words of an action. */
export function wordsOf(code: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  let spaced = true;
  while (at < code.length) {
    const character = code[at] ?? '';
    if (isSpace(character)) {
      at += 1;
      spaced = true;
      continue;
    }
    if (character === '"') {
      const end = endOfString(code, at);
      words.push({ k: 'text', value: unescaped(code.slice(at + 1, end)) });
      at = end + 1;
    } else if (character === '`') {
      const end = code.indexOf('`', at + 1);
      words.push({ k: 'text', value: code.slice(at + 1, end === -1 ? code.length : end) });
      at = end === -1 ? code.length : end + 1;
    } else if ('()|,='.includes(character)) {
      words.push({ k: 'word', value: character, spaced });
      at += 1;
    } else if (character === ':' && code[at + 1] === '=') {
      words.push({ k: 'word', value: ':=', spaced });
      at += 2;
    } else {
      let end = at + 1;
      while (end < code.length && !isSpace(code[end]) && !'()|,="`'.includes(code[end] ?? '') && code[end] !== ':')
        end += 1;
      const word = code.slice(at, end);
      if (/^-?\d+(\.\d+)?$/.test(word)) words.push({ k: 'number', value: Number(word) });
      else words.push({ k: 'word', value: word, spaced });
      at = end;
    }
    spaced = false;
  }
  return words;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character === 'r' ? '\r' : character,
  );
}
