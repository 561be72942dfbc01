// Splits the text of attributes and macro calls at separators on the outermost level.

/** Splits at the commas outside of brackets, literals and the parameters of a closure. */
export function splitArguments(text: string): readonly string[] {
  return splitAt(text, ',');
}

/** Splits at any of the characters in `separators`. */
export function splitAt(text: string, separators: string): readonly string[] {
  const parts: string[] = [];
  const open: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const literal = literalAt(text, at);
    if (literal > 0) at += literal - 1;
    else if ('([{'.includes(char)) open.push(char);
    else if (')]}'.includes(char)) close(open);
    else if (char === '<' && /(?:::|\b[A-Z]\w*)$/.test(text.slice(Math.max(start, at - 60), at))) open.push(char);
    else if (char === '>' && open.at(-1) === '<' && !'-='.includes(text[at - 1] ?? '')) open.pop();
    else if (open.length > 0) continue;
    else if (char === '|' && opensClosure(text.slice(start, at))) at = Math.max(at, text.indexOf('|', at + 1));
    else if (separators.includes(char)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  parts.push(text.slice(start).trim());
  return parts.filter((part) => part !== '');
}

const LITERAL = /^(?:r(#*)"[\s\S]*?"\1|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[^']+)')/;

/** The length of the text or character that starts here. */
function literalAt(text: string, at: number): number {
  const char = text[at] ?? '';
  if (char !== '"' && char !== "'" && (char !== 'r' || /\w/.test(text[at - 1] ?? ''))) return 0;
  return LITERAL.exec(text.slice(at))?.[0].length ?? 0;
}

/** A closing bracket ends a comparison that looked like the start of type arguments. */
function close(open: string[]): void {
  while (open.at(-1) === '<') open.pop();
  open.pop();
}

function opensClosure(before: string): boolean {
  return /(?:^|[=:>]|\b(?:move|async|return))\s*$/.test(before);
}

/** The text with blanks instead of comments, every other character at its place. */
export function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"?|\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)/g, (part) =>
    part.startsWith('"') ? part : part.replace(/[^\n]/g, ' '),
  );
}
