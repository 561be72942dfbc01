// A Go template as a tree.
import { piecesOf, wordsOf, type Piece, type Word } from './lexer.ts';

export type Expression =
  | { readonly k: 'literal'; readonly value: string | number | boolean | null }
  /** `.a.b`, `$.a`, `$x.a`; without a variable it starts at the dot. */
  | { readonly k: 'path'; readonly variable: string | undefined; readonly names: readonly string[] }
  | { readonly k: 'function'; readonly name: string }
  /** `(…)`, perhaps with fields after it. */
  | { readonly k: 'group'; readonly inner: Pipeline; readonly names: readonly string[] };

/** Each command gets the result of the one before as its last argument. */
export type Pipeline = readonly (readonly Expression[])[];

export type Node =
  | { readonly k: 'text'; readonly text: string; readonly at: number }
  | { readonly k: 'action'; readonly code: string; readonly pipeline: Pipeline; readonly at: number }
  | { readonly k: 'assign'; readonly variable: string; readonly declares: boolean; readonly pipeline: Pipeline }
  | { readonly k: 'if' | 'with'; readonly branches: readonly Branch[] }
  | {
      readonly k: 'range';
      readonly variables: readonly string[];
      readonly code: string;
      readonly pipeline: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | {
      readonly k: 'template';
      readonly code: string;
      readonly name: string;
      readonly pipeline: Pipeline | undefined;
      readonly at: number;
    }
  | { readonly k: 'break' | 'continue' };

export interface Branch {
  /** Undefined for `else`. */
  readonly condition: Pipeline | undefined;
  readonly variable: string | undefined;
  readonly code: string;
  readonly body: readonly Node[];
}

export interface Template {
  readonly nodes: readonly Node[];
  readonly defines: ReadonlyMap<string, readonly Node[]>;
}

/** The tree of a template; a block without an end reaches to the end of the text. */
export function parseTemplate(text: string): Template {
  const reader: Reader = { pieces: piecesOf(text), at: 0, defines: new Map(), depth: 0 };
  const nodes: Node[] = [];
  while (reader.at < reader.pieces.length) {
    nodes.push(...readNodes(reader));
    reader.at += 1;
  }
  return { nodes, defines: reader.defines };
}

interface Reader {
  readonly pieces: readonly Piece[];
  at: number;
  readonly defines: Map<string, readonly Node[]>;
  depth: number;
}

/** The nodes up to the `else` or `end` that closes them; the reader stays there. */
function readNodes(reader: Reader): readonly Node[] {
  const nodes: Node[] = [];
  for (; reader.at < reader.pieces.length; reader.at += 1) {
    const piece = reader.pieces[reader.at];
    if (piece === undefined) break;
    if ('text' in piece) {
      nodes.push({ k: 'text', ...piece });
      continue;
    }
    const [, keyword = '', rest = ''] = /^(\w+)(?![\w.])\s*([\s\S]*)$/.exec(piece.code) ?? [];
    if (keyword === 'end' || keyword === 'else') break;
    // No real chart nests deeper, and this program would exhaust its stack.
    if (['if', 'with', 'range', 'define', 'block'].includes(keyword) && reader.depth > 200) return nodes;
    reader.depth += 1;
    const node = nodeFrom(reader, keyword, rest, piece.code, piece.at);
    reader.depth -= 1;
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}

function nodeFrom(reader: Reader, keyword: string, rest: string, code: string, at: number): Node | undefined {
  switch (keyword) {
    case 'if':
    case 'with':
      return { k: keyword, branches: readBranches(reader, rest) };
    case 'range':
      return readRange(reader, rest);
    case 'define':
    case 'block': {
      const words = wordsOf(rest);
      const name = words[0]?.k === 'text' ? words[0].value : '';
      reader.at += 1;
      reader.defines.set(name, readNodes(reader));
      skipToEnd(reader);
      return keyword === 'block'
        ? { k: 'template', code, name, pipeline: pipelineFrom(words.slice(1)), at }
        : undefined;
    }
    case 'template': {
      const words = wordsOf(rest);
      const pipeline = words.length > 1 ? pipelineFrom(words.slice(1)) : undefined;
      return { k: 'template', code, name: words[0]?.k === 'text' ? words[0].value : '', pipeline, at };
    }
    case 'break':
    case 'continue':
      return { k: keyword };
  }
  const words = wordsOf(code);
  const [first, second] = words;
  if (first?.k === 'word' && first.value.startsWith('$') && second?.k === 'word' && [':=', '='].includes(second.value))
    return {
      k: 'assign',
      variable: first.value,
      declares: second.value === ':=',
      pipeline: pipelineFrom(words.slice(2)),
    };
  return { k: 'action', code, pipeline: pipelineFrom(words), at };
}

function readBranches(reader: Reader, first: string): readonly Branch[] {
  const branches: Branch[] = [];
  let code: string | undefined = first;
  for (;;) {
    reader.at += 1;
    const { variable, words } = declared(wordsOf(code ?? ''));
    const body = readNodes(reader);
    branches.push({
      condition: code === undefined ? undefined : pipelineFrom(words),
      variable,
      code: code ?? '',
      body,
    });
    const piece = reader.pieces[reader.at];
    if (piece === undefined || !('code' in piece) || !piece.code.startsWith('else')) return branches;
    code = /^else\s+(?:if|with)\s+([\s\S]*)$/.exec(piece.code)?.[1];
  }
}

function declared(words: readonly Word[]): { readonly variable: string | undefined; readonly words: readonly Word[] } {
  const [first, second] = words;
  return first?.k === 'word' && first.value.startsWith('$') && second?.k === 'word' && second.value === ':='
    ? { variable: first.value, words: words.slice(2) }
    : { variable: undefined, words };
}

function readRange(reader: Reader, code: string): Node {
  const words = wordsOf(code);
  const at = words.findIndex((word) => word.k === 'word' && word.value === ':=');
  const variables = words
    .slice(0, Math.max(0, at))
    .flatMap((word) => (word.k === 'word' && word.value !== ',' ? word.value : []));
  reader.at += 1;
  const body = readNodes(reader);
  const piece = reader.pieces[reader.at];
  let otherwise: readonly Node[] = [];
  if (piece !== undefined && 'code' in piece && piece.code.startsWith('else')) {
    reader.at += 1;
    otherwise = readNodes(reader);
  }
  return { k: 'range', variables, code, pipeline: pipelineFrom(words.slice(at + 1)), body, otherwise };
}

/** After an `else`, which a define cannot have. */
function skipToEnd(reader: Reader): void {
  for (; reader.at < reader.pieces.length; reader.at += 1) {
    const piece = reader.pieces[reader.at];
    if (piece !== undefined && 'code' in piece && piece.code === 'end') return;
  }
}

export function pipelineFrom(words: readonly Word[]): Pipeline {
  const cursor = { at: 0 };
  return readPipeline(words, cursor, 0);
}

function readPipeline(words: readonly Word[], cursor: { at: number }, depth: number): Pipeline {
  const commands: Expression[][] = [[]];
  for (; cursor.at < words.length; cursor.at += 1) {
    const word = words[cursor.at];
    if (word === undefined) break;
    if (word.k !== 'word') {
      commands.at(-1)?.push({ k: 'literal', value: word.value });
      continue;
    }
    if (word.value === ')') break;
    if (word.value === '|') commands.push([]);
    else if (word.value === '(' && depth < 200) {
      cursor.at += 1;
      const inner = readPipeline(words, cursor, depth + 1);
      const next = words[cursor.at + 1];
      const names = next?.k === 'word' && !next.spaced && next.value.startsWith('.') ? namesIn(next.value) : [];
      if (names.length > 0) cursor.at += 1;
      commands.at(-1)?.push({ k: 'group', inner, names });
    } else if (word.value !== ',') commands.at(-1)?.push(expressionFrom(word.value));
  }
  return commands;
}

function expressionFrom(word: string): Expression {
  if (word === 'true' || word === 'false') return { k: 'literal', value: word === 'true' };
  if (word === 'nil') return { k: 'literal', value: null };
  if (word.startsWith('.')) return { k: 'path', variable: undefined, names: namesIn(word) };
  if (word.startsWith('$')) {
    const [variable = '$', ...names] = word.split('.');
    return { k: 'path', variable, names };
  }
  return { k: 'function', name: word };
}

function namesIn(path: string): readonly string[] {
  return path.split('.').filter((name) => name !== '');
}
