// The text of a file without the bodies of its functions: most of a program is never reached.

/** Tokens that may contain or be a brace; the rest of a text is skipped. */
const TOKEN =
  /\/[/*]|\b[bc]?r(#{0,255})"|"|'(?:\\(?:u\{[\da-fA-F_]{1,8}\}|x[\da-fA-F]{2}|[^ux])|[^\\'\n])'|[(){}[\];]|\bfn[ \t\r\n]{1,80}(?:r#)?\w/gsu;

/**
 * `text` with spaces instead of the body of each function, so that every place stays.
 * Undefined if the braces do not match: then only a parser can find the bodies.
 */
export function skeleton(text: string): string | undefined {
  const closed: string[] = [];
  const parts: string[] = [];
  const token = new RegExp(TOKEN);
  /** For a body: the number of open brackets around it, and its start. */
  let body: { readonly depth: number; readonly from: number } | undefined;
  /** The body of a function starts at the next brace at the same depth of brackets. */
  let signature: number | undefined;
  let copied = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [word, hashes] = found;
    if (word === '//') token.lastIndex = after(text, '\n', token.lastIndex);
    else if (word === '/*') token.lastIndex = endOfComment(text, found.index);
    else if (hashes !== undefined) token.lastIndex = after(text, `"${hashes}`, token.lastIndex);
    else if (word === '"') token.lastIndex = endOfString(text, token.lastIndex);
    else if (word.startsWith('fn')) {
      if (body === undefined) signature = closed.length;
    } else if (CLOSING.has(word)) {
      if (word === '{' && signature === closed.length && body === undefined)
        body = { depth: closed.length, from: token.lastIndex };
      closed.push(CLOSING.get(word) ?? '');
    } else if (word === ';') {
      if (signature === closed.length) signature = undefined;
    } else if (word === ')' || word === ']' || word === '}') {
      if (closed.pop() !== word) return undefined;
      if (signature !== undefined && signature > closed.length) signature = undefined;
      if (body?.depth !== closed.length) continue;
      parts.push(text.slice(copied, body.from), ' '.repeat(found.index - body.from));
      copied = found.index;
      body = undefined;
      signature = undefined;
    }
  }
  return closed.length > 0 ? undefined : [...parts, text.slice(copied)].join('');
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Comments nest. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function after(text: string, end: string, start: number): number {
  const at = text.indexOf(end, start);
  return at === -1 ? text.length : at + end.length;
}
