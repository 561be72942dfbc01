// Rust text as token trees, as macros see it.

import { table } from '../../table.ts';
export interface Token {
  readonly kind: 'ident' | 'lifetime' | 'literal' | 'punct' | 'group';
  /** The text of the token; for a group its opening bracket. */
  readonly text: string;
  /** Whether it follows white space. */
  readonly spaced: boolean;
  /** The content between the brackets of a group. */
  readonly kids?: readonly Token[];
}

const SPACE = /(?:\s+|\/\/(?![/!])[^\n]*|\/\/\/\/[^\n]*|\/\*(?![*!])[\s\S]*?\*\/|\/\*\*\/|\/\*\*\*[\s\S]*?\*\/)+/y;
const DOC = /\/\/[/!]([^\n]*)|\/\*[*!]([\s\S]*?)\*\//y;
const LITERAL =
  /[bc]?r(#*)"[\s\S]*?"\1|[bc]?"(?:[^"\\]|\\[\s\S])*"|b?'(?:[^'\\\n]|\\(?:x..|u\{[^}]*\}|.))'|\d\w*(?:\.\d\w*)?/y;
const LIFETIME = /'[\p{L}_][\p{L}\w]*/uy;
const IDENT = /r#\w+|[\p{L}_][\p{L}\p{N}_]*/uy;
const PUNCT = /<<=|>>=|\.\.\.|\.\.=|::|->|=>|==|!=|<=|>=|&&|\|\||[-+*/%^&|]=|<<|>>|\.\.|[\s\S]/y;

const CLOSING = table<string>({ '(': ')', '[': ']', '{': '}' });

/** The token trees of a text; unbalanced brackets end the text. */
export function tokenize(text: string): readonly Token[] {
  const stack: { open: string; spaced: boolean; kids: Token[] }[] = [{ open: '', spaced: false, kids: [] }];
  let at = 0;
  let spaced = false;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  while (at < text.length) {
    if (take(SPACE) !== null) {
      spaced = true;
      continue;
    }
    const top = stack.at(-1);
    if (top === undefined) break;
    const doc = take(DOC);
    if (doc !== null) top.kids.push(...docAttribute(doc[1] ?? doc[2] ?? ''));
    else {
      const token = tokenAt(take, spaced);
      if (token.kind === 'punct' && token.text in CLOSING) stack.push({ open: token.text, spaced, kids: [] });
      else if (token.kind === 'punct' && ')]}'.includes(token.text)) {
        if (stack.length === 1 || CLOSING[top.open] !== token.text) break;
        stack.pop();
        stack.at(-1)?.kids.push({ kind: 'group', text: top.open, spaced: top.spaced, kids: top.kids });
      } else top.kids.push(token);
    }
    spaced = false;
  }
  return stack[0]?.kids ?? [];
}

function tokenAt(take: (pattern: RegExp) => RegExpExecArray | null, spaced: boolean): Token {
  const literal = take(LITERAL);
  if (literal !== null) return { kind: 'literal', text: literal[0], spaced };
  const ident = take(IDENT);
  if (ident !== null) return { kind: 'ident', text: ident[0], spaced };
  const lifetime = take(LIFETIME);
  if (lifetime !== null) return { kind: 'lifetime', text: lifetime[0], spaced };
  return { kind: 'punct', text: take(PUNCT)?.[0] ?? '', spaced };
}

/** A doc comment is an attribute to a macro. */
function docAttribute(text: string): readonly Token[] {
  const kids: readonly Token[] = [
    { kind: 'ident', text: 'doc', spaced: false },
    { kind: 'punct', text: '=', spaced: true },
    { kind: 'literal', text: JSON.stringify(text), spaced: true },
  ];
  return [
    { kind: 'punct', text: '#', spaced: true },
    { kind: 'group', text: '[', spaced: false, kids },
  ];
}

/** Token trees as text. */
export function render(tokens: readonly Token[]): string {
  let text = '';
  let last: Token | undefined;
  for (const token of tokens) {
    const piece = token.kids === undefined ? token.text : `${token.text}${render(token.kids)}${CLOSING[token.text]}`;
    text += token.spaced || mustPart(last, token) ? ` ${piece}` : piece;
    last = token;
  }
  return text;
}

/** Whether two adjacent tokens would read as another one. */
function mustPart(left: Token | undefined, right: Token): boolean {
  if (left === undefined || left.kids !== undefined || right.kids !== undefined) return false;
  if (left.kind === 'punct' || right.kind === 'punct') return left.kind === right.kind && left.text !== '$';
  return true;
}
