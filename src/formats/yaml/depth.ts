// How deep a text of YAML nests, found without a stack that it could end.
import { Lexer } from 'yaml';

/** No person and no generator of manifests comes near. */
const deepest = 200;

/**
 * Whether a text nests too deep to be read.
 *
 * The parser goes down by calling itself. Where that ends the stack, an expression that is compiled there ends the process
 * ("RegExpCompiler Allocation failed"), and no wall of this program keeps that from the whole report.
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

/** Most files have so few that nothing need be told apart. */
function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= deepest; at += 1) if (text[at] === '[' || text[at] === '{') count += 1;
  return count > deepest;
}

/** Each level begins at a column of its own: `- - a` has three. */
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

/** Where the first word of a line stands, and the marks of items and keys before it; nothing of a line without a word. */
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
