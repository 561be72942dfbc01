// How a POSIX shell reads the places of a script at which a workflow inserts a value.
// The grammar: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
import { expressionsIn } from './workflow-expressions.ts';

/** Split into words; kept whole except for `$`; taken literally, between two quotes; or in a here-document. */
export type Quoting = 'bare' | 'double' | 'single' | 'verbatim';

type Frame = 'bare' | 'double' | 'paren' | 'tick';

interface Heredoc {
  readonly word: string;
  readonly quoted: boolean;
}

/** The quoting of each `${{` by its offset; undefined if the script is not understood to its end. */
export function quotings(script: string): ReadonlyMap<number, Quoting> | undefined {
  // GitHub replaces an expression before the shell sees it.
  const text = withoutExpressions(script);
  const found = new Map<number, Quoting>();
  const frames: Frame[] = ['bare'];
  const pending: Heredoc[] = [];
  for (let at = 0; at < text.length; ) {
    const frame = frames.at(-1) ?? 'bare';
    const token = tokenAt(text, at, frame);
    const open = frame !== 'double';
    if (open && (token === "'" || (token === 'case' && frames.includes('paren')))) return undefined;
    if (token.startsWith('${{')) found.set(at, frame === 'double' ? 'double' : 'bare');
    else if (open && /^(#|\$?')/.test(token))
      mark(
        found,
        text,
        at,
        at + token.length,
        token.startsWith('#') ? 'bare' : token.startsWith('$') ? 'verbatim' : 'single',
      );
    else if (open && /^<<[^<]/.test(token)) pending.push(heredocOf(token));
    else enter(frames, token);
    at += token.length;
    if (token !== '\n' || !open) continue;
    for (const heredoc of pending.splice(0)) {
      const end = endOfHeredoc(text, at, heredoc.word);
      if (end === undefined || (!heredoc.quoted && /\$\([^(]|`/.test(text.slice(at, end)))) return undefined;
      mark(found, text, at, end, heredoc.quoted ? 'verbatim' : 'double');
      at = end;
    }
  }
  return frames.length === 1 && pending.length === 0 ? found : undefined;
}

function withoutExpressions(script: string): string {
  const parts: string[] = [];
  let last = 0;
  for (const { start, end } of expressionsIn(script)) {
    parts.push(script.slice(last, start), `\${{${'x'.repeat(end - start - 5)}}}`);
    last = end;
  }
  return parts.join('') + script.slice(last);
}

/**
 * Quotes and substitutions, each nested in another. A closing parenthesis without an opening one ends a pattern of
 * `case`.
 */
function enter(frames: Frame[], token: string): void {
  const frame = frames.at(-1);
  const inside = opens.get(token);
  if ((inside !== undefined && inside !== 'paren' && frame === inside) || (token === ')' && frame === 'paren'))
    frames.pop();
  else if (inside !== undefined) frames.push(inside);
}

const opens: ReadonlyMap<string, Frame> = new Map([
  ['"', 'double'],
  ['`', 'tick'],
  ['$(', 'paren'],
  ['(', 'paren'],
]);

const expression = /\$\{\{x*\}\}/y;
const quoted = /\\[^]|\$\(|[^\\$"`]+|[^]/y;
const plain = /\\[^]|\$?'[^']*'|\$\(|<<<|<<-?[ \t]*(?:'\w+'|"\w+"|\\?[A-Za-z_]\w*)|[\w./=:,@%+-]+|[ \t]+|[^]/y;
const comment = /#[^\n]*/y;

function tokenAt(text: string, at: number, frame: Frame): string {
  const isComment = frame !== 'double' && text[at] === '#' && /(^|[\s;&|(])$/.test(text.slice(Math.max(0, at - 1), at));
  for (const kind of [expression, frame === 'double' ? quoted : isComment ? comment : plain]) {
    kind.lastIndex = at;
    const token = kind.exec(text)?.[0];
    if (token !== undefined) return token;
  }
  return text[at] ?? '';
}

function heredocOf(token: string): Heredoc {
  const word = token.replace(/^<<-?[ \t]*/, '');
  return { word: word.replaceAll(/["'\\]/g, ''), quoted: /["'\\]/.test(word) };
}

/** The offset after the line that ends it. */
function endOfHeredoc(script: string, start: number, word: string): number | undefined {
  const match = new RegExp(`^[ \\t]*${word}[ \\t]*(\\n|$)`, 'm').exec(script.slice(start));
  return match === null ? undefined : start + match.index + match[0].length;
}

function mark(found: Map<number, Quoting>, script: string, from: number, to: number, quoting: Quoting): void {
  for (let at = script.indexOf('${{', from); at !== -1 && at < to; at = script.indexOf('${{', at + 3))
    found.set(at, quoting);
}
