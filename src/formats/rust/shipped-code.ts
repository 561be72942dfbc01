// The code of a Rust file that is part of a program: without comments, the text of literals, and test modules.

/** Everything else stays in its place. */
export function shippedCode(source: string): string {
  return withoutTests(codeOf(source));
}

/** Without comments and the text of literals, everything in its place. */
function codeOf(source: string): string {
  const starts = /\/\/|\/\*|\br#*"|"|'/g;
  let code = '';
  let from = 0;
  for (let match = starts.exec(source); match !== null; match = starts.exec(source)) {
    const end = endOfHidden(source, match.index, match[0]);
    const text = source.slice(match.index, end);
    const isText = match[0] === '"' && text.length > 1;
    code += source.slice(from, match.index) + (isText ? `"${' '.repeat(text.length - 2)}"` : blank(text));
    from = end;
    starts.lastIndex = end;
  }
  return code + source.slice(from);
}

/** The offset after the comment or literal that starts here; an unclosed one reaches to the end. */
function endOfHidden(source: string, start: number, opening: string): number {
  const behind = start + opening.length;
  const close = (text: string): number => {
    const at = source.indexOf(text, behind);
    return at < 0 ? source.length : at + text.length;
  };
  if (opening === '//') {
    const at = source.indexOf('\n', behind);
    return at < 0 ? source.length : at;
  }
  if (opening === '/*') return close('*/');
  if (opening.startsWith('r')) return close(`"${opening.slice(1, -1)}`);
  if (opening === "'") {
    const character = /'(?:[^'\\\n]|\\[^\n]{1,9})'/y;
    character.lastIndex = start;
    // Otherwise it is a lifetime.
    return character.test(source) ? character.lastIndex : behind;
  }
  let at = behind;
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, source.length);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Code that only tests use is not in the image: modules, functions and types. */
function withoutTests(code: string): string {
  let rest = code;
  for (const { 0: attribute, index } of code.matchAll(/#\[cfg\([^\]#]{4,80}\)\]/g)) {
    const asks = attribute.slice('#[cfg('.length, -')]'.length);
    if (asks !== 'test' && !(asks.startsWith('all(') && /\btest\b/.test(asks) && !/\bnot\b/.test(asks))) continue;
    const from = bodyOf(code, index + attribute.length);
    if (from === undefined) continue;
    const to = closing(code, from);
    rest = rest.slice(0, from) + blank(rest.slice(from, to)) + rest.slice(to);
  }
  return rest;
}

/** The offset after the brace that opens the item which starts here, if it has one. */
function bodyOf(code: string, start: number): number | undefined {
  const head = code.slice(start, start + headLength).replaceAll(/#\[[^\]#]{0,80}\]/g, blank);
  if (!/^\s*(?:pub\b|async\b|const\b|unsafe\b|mod\b|fn\b|impl\b|struct\b|enum\b|trait\b)/.test(head)) return undefined;
  const [end] = /[;{]/.exec(head) ?? [];
  return end === '{' ? start + head.indexOf('{') + 1 : undefined;
}

/** No real item has a longer head. */
const headLength = 2000;

/** The offset after the brace that closes the block which is open at `from`. */
function closing(code: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < code.length && depth > 0; at += 1) depth += code[at] === '{' ? 1 : code[at] === '}' ? -1 : 0;
  return at;
}
