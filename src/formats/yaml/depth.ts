// The depth of a YAML text, found without a stack that it could exhaust.
import { Lexer } from 'yaml';

/** No person and no generator of manifests comes close. */
const deepest = 200;

/**
 * Whether a text nests too deep to be read.
 *
 * The parser is recursive. If the stack ends while an expression is compiled, the process ends ("RegExpCompiler
 * Allocation failed"), and no catch of this program could save the report.
 */
export function isTooDeep(text: string): boolean {
  return isDeepInBrackets(text) || isDeepInColumns(text);
}

function isDeepInBrackets(text: string): boolean {
  if (!hasManyBrackets(text)) return false;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Most files have so few that a precise count is unnecessary. */
function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= deepest; at += 1) if (text[at] === '[' || text[at] === '{') count += 1;
  return count > deepest;
}

/** Each level starts at a separate column: `- - a` has three. */
function isDeepInColumns(text: string): boolean {
  const open: number[] = [];
  for (const line of text.split('\n')) {
    const columns = columnsOf(line);
    const [first] = columns;
    if (first === undefined) continue;
    while ((open.at(-1) ?? -1) >= first) open.pop();
    for (const column of columns) open.push(column);
    if (open.length > deepest) return true;
  }
  return false;
}

/** The column of the first word of a line, and of the marks of items and keys before it; empty for a line without a word. */
function columnsOf(line: string): readonly number[] {
  const columns: number[] = [];
  for (let at = 0; at < line.length && columns.length <= deepest; at += 1) {
    const char = line[at] ?? '';
    if (char === ' ' || char === '\t' || char === '\r') continue;
    columns.push(at);
    const isMark = (char === '-' || char === '?' || char === ':') && /^\s?$/.test(line[at + 1] ?? '');
    if (!isMark) return columns;
  }
  return columns;
}
