// Expands `macro_rules!` on the text: enough for the macros that programs write to save themselves repetition.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { splitAt, withoutComments } from './split.ts';
import type { MacroDef } from './definitions.ts';

/** What a call of the macro becomes, or nothing when no rule is understood to match. */
export function expand(macro: MacroDef, call: Syntax): string | undefined {
  const given = withoutComments((call.first('token_tree')?.text ?? '').slice(1, -1));
  for (const rule of macro.rules) {
    const bindings = match(withoutComments(rule.left.text.slice(1, -1)), given);
    if (bindings !== undefined) return substitute(withoutComments(rule.right.text.slice(1, -1)), bindings);
  }
  return undefined;
}

type Binding = string | readonly Bindings[];
type Bindings = ReadonlyMap<string, Binding>;

const REPETITION = /^\$\(([\s\S]*)\)\s*([^\s*+?$])?\s*([*+?])$/;

function match(pattern: string, given: string): Bindings | undefined {
  const wanted = splitPattern(pattern);
  const parts = splitTop(given);
  const bindings = new Map<string, Binding>();
  let at = 0;
  for (const [index, each] of wanted.entries()) {
    const repetition = REPETITION.exec(each);
    if (repetition !== null) {
      const inside = repetition[1] ?? '';
      const width = Math.max(1, splitPattern(inside).length);
      const rest = wanted.slice(index + 1).filter((part) => !REPETITION.test(part)).length;
      const rows: Bindings[] = [];
      const separator = repetition[2] ?? ',';
      const own =
        separator === ',' ? parts.slice(at, parts.length - rest) : splitAt(parts.slice(at).join(','), `,${separator}`);
      for (let row = 0; row < own.length; row += width) {
        const bound = match(inside, own.slice(row, row + width).join(', '));
        if (bound === undefined) return undefined;
        rows.push(bound);
      }
      at += own.length;
      for (const name of names(inside)) bindings.set(name, rows);
      continue;
    }
    const part = parts[at];
    if (part === undefined) return undefined;
    const bound = matchPart(each, part);
    if (bound === undefined) return undefined;
    for (const [name, value] of bound) bindings.set(name, value);
    at += 1;
  }
  return at >= parts.length ? bindings : undefined;
}

function names(pattern: string): readonly string[] {
  return [...pattern.matchAll(/\$(\w+)\s*:/g)].map((found) => found[1] ?? '');
}

/** One comma-separated part: literal tokens around fragments, such as `$k:ty => $v:expr`. */
function matchPart(pattern: string, given: string): Bindings | undefined {
  const order: string[] = [];
  const source = pattern
    .trim()
    .split(/(\$\w+\s*:\s*\w+)/)
    .map((piece) => {
      const fragment = /^\$(\w+)\s*:\s*(\w+)$/.exec(piece);
      if (fragment === null) return piece.trim().split(/\s+/).filter(Boolean).map(escape).join('\\s*');
      order.push(fragment[1] ?? '');
      return fragment[2] === 'ident' || fragment[2] === 'lifetime'
        ? "('?[\\w]+)"
        : fragment[2] === 'block'
          ? '(\\{[\\s\\S]*\\})'
          : '([\\s\\S]+?)';
    })
    .join('\\s*');
  const found = new RegExp(`^\\s*${source}\\s*$`).exec(given);
  return found === null ? undefined : new Map(order.map((name, at) => [name, (found[at + 1] ?? '').trim()]));
}

function escape(source: string): string {
  return source.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function substitute(body: string, bindings: Bindings): string {
  let result = '';
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] !== '$') {
      result += body[at];
      continue;
    }
    if (body[at + 1] === '(') {
      const end = closingOf(body, at + 1);
      const inside = body.slice(at + 2, end);
      const tail = /^\s*([^\s*+?])?\s*([*+?])/.exec(body.slice(end + 1));
      const rows = [...inside.matchAll(/\$(\w+)/g)]
        .map((found) => bindings.get(found[1] ?? ''))
        .find((value) => Array.isArray(value));
      const made = Array.isArray(rows)
        ? rows.map((row: Bindings) => substitute(inside, new Map([...bindings, ...row])))
        : [];
      result += made.join(tail?.[1] ?? ' ');
      at = end + (tail?.[0].length ?? 0);
      continue;
    }
    const name = /^\$(\w+)/.exec(body.slice(at))?.[1] ?? '';
    const value = bindings.get(name);
    result += typeof value === 'string' ? value : name === 'crate' ? 'crate' : `$${name}`;
    at += name.length;
  }
  return result;
}

function closingOf(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source[at] === '(') depth += 1;
    else if (source[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return source.length;
}

function splitTop(source: string): readonly string[] {
  return splitAt(source, ',;');
}

function splitPattern(source: string): readonly string[] {
  // The separator of a repetition (`$(…),*`) is no comma of the pattern.
  const hidden = source.replace(/\)\s*,\s*([*+?])/g, ')\u0001$1');
  return splitTop(hidden)
    .map((part) => part.replaceAll('\u0001', ','))
    .flatMap((part) => splitTrailing(part));
}

/** `$(…),* $(,)?`: the optional last comma says nothing. */
function splitTrailing(part: string): readonly string[] {
  const cleaned = part.replace(/\$\(\s*[,;]?\s*\)\s*[?*]\s*$/, '').trim();
  return cleaned === '' ? [] : [cleaned];
}
