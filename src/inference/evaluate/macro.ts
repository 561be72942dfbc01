// Macro calls: formats fold to texts, lists and joins are read as expressions, the program's own macros are expanded.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { constant } from './path.ts';
import { findMacro } from '../names/macros.ts';
import { expand } from '../names/macro-rules.ts';
import { splitArguments, splitAt, withoutComments } from '../names/split.ts';
import { fresh, type Ty } from '../types/ty.ts';
import { textFrom, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { evaluate, listOf, stringOf } from './expression.ts';
import { evaluateBlock } from './block.ts';
import { type Frame, inner } from './frame.ts';
import { loseWording } from './mutation.ts';
import { constantOf, join, NEVER_VALUE, STRING, text, typed, unknown, type Value } from './value.ts';

const parsed = new WeakMap<Syntax, readonly Syntax[]>();
const expanded = new WeakMap<Syntax, Syntax | null>();

export function evaluateMacro(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const name = (syntax.child('macro')?.text ?? '').split('::').at(-1) ?? '';
  const own = findMacro(name, frame.scope.module);
  if (own !== undefined) return evaluateOwn(evaluator, syntax, own, frame);
  if (SKIPPED.has(name)) return unknown();
  const body = syntax.first('token_tree')?.text ?? '';
  if (name === 'write' || name === 'writeln') {
    const [target] = argumentsOf(evaluator, syntax);
    loseWording(target, target === undefined ? unknown() : evaluate(evaluator, target, frame), [], frame);
  }
  if (LOGGING.has(name) && !body.includes('await')) return unknown();
  if (name === 'format' || name === 'format_args' || name === 'concat' || name === 'formatcp')
    return formatted(evaluator, syntax, frame);
  if (name === 'env' || name === 'option_env')
    return body.includes('CARGO_PKG_NAME') || body.includes('CARGO_CRATE_NAME')
      ? text(frame.scope.module.crate.packageName)
      : typed(STRING);
  if (name === 'select' || name === 'select_biased') return evaluateSelect(evaluator, syntax, frame);
  if (name === 'async_stream' || name === 'stream' || name === 'try_stream')
    return evaluateStream(evaluator, syntax, frame);
  const values = argumentsOf(evaluator, syntax).map((argument) => evaluate(evaluator, argument, frame));
  if (DIVERGING.has(name)) return NEVER_VALUE;
  if (name === 'vec') return listOf(values);
  if (name === 'join') return tuple(values);
  if (name === 'try_join') {
    const all = tuple(values.map(unwrapped));
    return typed({ k: 'nominal', def: RESULT, args: [all.ty] }, all);
  }
  if (name === 'pin' || name === 'pin_mut' || name === 'dbg' || name === 'ready' || name === 'addr_of')
    return values[0] ?? unknown();
  return unknown(textFrom(values).origin);
}

const RESULT = externalType(['Result']);
/** Data, not code. */
const SKIPPED = new Set([
  'json',
  'include_str',
  'include_bytes',
  'include',
  'line',
  'file',
  'module_path',
  'stringify',
  'cfg',
  'compile_error',
  'yaml',
  'toml',
  'html',
  'quote',
  'sql',
  'query',
  'matches',
  'lazy_static',
  'thread_local',
  'mock',
  'register_counter_vec',
  'histogram_opts',
  'opts',
]);
const LOGGING = new Set([
  'info',
  'warn',
  'error',
  'debug',
  'trace',
  'println',
  'eprintln',
  'print',
  'eprint',
  'write',
  'writeln',
  'log',
  'event',
  'span',
  'info_span',
  'debug_span',
  'error_span',
  'warn_span',
  'trace_span',
  'assert',
  'assert_eq',
  'assert_ne',
  'debug_assert',
  'anyhow',
  'eyre',
  'format_err',
]);
const DIVERGING = new Set(['panic', 'unreachable', 'todo', 'unimplemented', 'bail', 'whatever']);

function tuple(values: readonly Value[]): Value {
  const ty: Ty = { k: 'tuple', items: values.map((value) => value.ty) };
  return { ty, fields: new Map(values.map((value, at) => [String(at), value])) };
}

/** The arguments of a macro call, read as expressions; texts that are none are left out. */
function argumentsOf(evaluator: Evaluator, syntax: Syntax): readonly Syntax[] {
  const known = parsed.get(syntax);
  if (known !== undefined) return known;
  const tree = syntax.first('token_tree');
  const inside = tree === undefined ? '' : tree.text.slice(1, -1);
  const root = evaluator.settings.parse(
    `fn m() { f(\n${withCommas(inside)}\n); }`,
    syntax.source.path,
    syntax.row - 1 + (tree === undefined ? 0 : tree.row - syntax.row),
  );
  const call = findCall(root);
  const args = (call?.child('arguments')?.kids ?? []).map((kid) =>
    kid.type === 'assignment_expression' ? (kid.child('right') ?? kid) : kid,
  );
  parsed.set(syntax, args);
  return args;
}

/** `vec![x; n]` reads as two arguments; a semicolon inside of one of them stays. */
function withCommas(inside: string): string {
  const [first, ...rest] = splitAt(inside, ';');
  if (first === undefined || rest.length === 0) return inside;
  const at = inside.indexOf(';', inside.indexOf(first) + first.length);
  return `${inside.slice(0, at)},${inside.slice(at + 1)}`;
}

function findCall(syntax: Syntax): Syntax | undefined {
  if (syntax.type === 'call_expression' && syntax.child('function')?.text === 'f') return syntax;
  for (const kid of syntax.kids) {
    const found = findCall(kid);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `format!("{}-{name}", x)`: a constant when every hole is one. */
function formatted(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const [template, ...args] = argumentsOf(evaluator, syntax);
  const values = args.map((arg) => evaluate(evaluator, arg, frame));
  if (template === undefined) return typed(STRING);
  const name = (syntax.child('macro')?.text ?? '').split('::').at(-1);
  if (name === 'concat') return concatenated([evaluate(evaluator, template, frame), ...values]);
  const pattern = template.type.endsWith('string_literal')
    ? stringOf(template)
    : constantOf(evaluate(evaluator, template, frame));
  if (pattern === undefined) return textFrom(values);
  const named = new Map<string, Value>();
  const source = splitArguments((syntax.first('token_tree')?.text ?? '').slice(1, -1)).slice(1);
  for (const [at, part] of source.entries()) {
    const key = /^(\w+)\s*=[^=]/.exec(part)?.[1];
    const value = values[at];
    if (key !== undefined && value !== undefined) named.set(key, value);
  }
  let next = 0;
  const parts: Value[] = [];
  for (const piece of pattern.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
    if (piece === '') continue;
    if (piece === '{{' || piece === '}}') parts.push(text(piece[0] ?? ''));
    else if (/^\{.*\}$/.test(piece)) {
      const key = piece.slice(1, -1).split(':')[0] ?? '';
      const value =
        key === ''
          ? values[next++]
          : /^\d+$/.test(key)
            ? values[Number(key)]
            : (named.get(key) ?? frame.variables.get(key) ?? constantNamed(evaluator, key, frame));
      parts.push(value ?? unknown());
    } else parts.push(text(piece));
  }
  return concatenated(parts);
}

function constantNamed(evaluator: Evaluator, name: string, frame: Frame): Value {
  const found = resolvePath([name], frame.scope.module, 'value')?.definition;
  return found !== undefined && 'kind' in found && found.kind === 'const'
    ? constant(evaluator, found, undefined)
    : unknown();
}

/** Texts one after another; holes that are not known stay as `{}` in `pattern`, for URLs. */
function concatenated(parts: readonly Value[]): Value {
  const texts = parts.map(constantOf);
  if (texts.every((part) => part !== undefined)) return text(texts.join(''));
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined) return typed(STRING, only);
  const pattern = text(texts.map((part) => part ?? '{}').join(''));
  return { ...textFrom(parts), fields: new Map([['pattern', pattern]]) };
}

function evaluateSelect(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const inside = withoutComments((syntax.first('token_tree')?.text ?? '').slice(1, -1));
  // `pattern = future => handler` reads as an arm of a match once the `=` is taken as a call.
  const arms = splitArms(inside);
  let value: Value | undefined;
  for (const arm of arms) {
    const root = cachedBlock(evaluator, syntax, arm);
    const given = evaluateBlock(evaluator, root, inner(frame));
    value = value === undefined ? given : join(value, given);
  }
  return value ?? unknown();
}

const blocks = new WeakMap<Syntax, Map<string, Syntax>>();

function cachedBlock(evaluator: Evaluator, syntax: Syntax, body: string): Syntax {
  const known = blocks.get(syntax) ?? new Map<string, Syntax>();
  blocks.set(syntax, known);
  let block = known.get(body);
  if (block === undefined) {
    const offset = syntax.text.indexOf(
      (body.replace(/^let /, '').split(/ else \{|[\n;]/)[0] ?? '').trim().slice(0, 40),
    );
    const row = syntax.row + (offset === -1 ? 0 : syntax.text.slice(0, offset).split('\n').length - 1);
    const root = evaluator.settings.parse(`fn m() {${body}}`, syntax.source.path, row);
    block = root.first('function_item')?.child('body') ?? root;
    known.set(body, block);
  }
  return block;
}

/** The arms of `tokio::select!` as blocks: `let pattern = future; handler`. */
function splitArms(inside: string): readonly string[] {
  const arms: string[] = [];
  let rest = inside.replace(/^\s*biased\s*;/, '');
  for (let guard = 0; guard < 64 && rest.trim() !== ''; guard += 1) {
    const arrow = outside(rest, '=>');
    if (arrow === -1) break;
    const head = rest.slice(0, arrow).trim();
    let tail = rest.slice(arrow + 2).trimStart();
    let body: string;
    if (tail.startsWith('{')) {
      const end = closing(tail);
      body = tail.slice(0, end + 1);
      tail = tail.slice(end + 1).replace(/^\s*,/, '');
    } else {
      const comma = outside(tail, ',');
      body = comma === -1 ? tail : tail.slice(0, comma);
      tail = comma === -1 ? '' : tail.slice(comma + 1);
    }
    const equals = /^((?:[^=]|==|=>)*?[^=!<>])=(?!=)([\s\S]*)$/.exec(head);
    if (head === 'else' || head === 'complete' || head === 'default') arms.push(body);
    else if (equals === null) arms.push(`${head};\n${body}`);
    else
      arms.push(
        `let ${equals[1]?.trim() ?? '_'} = ${(equals[2] ?? '').replace(/,\s*if\s[\s\S]*$/, '').trim()} else { return };\n${body}`,
      );
    rest = tail;
  }
  return arms;
}

function outside(source: string, wanted: string): number {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '"') at = skipText(source, at);
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0 && source.startsWith(wanted, at)) return at;
  }
  return -1;
}

function closing(source: string): number {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '"') at = skipText(source, at);
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return source.length;
}

function skipText(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '"') return at;
  }
  return source.length;
}

function evaluateStream(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const inside = (syntax.first('token_tree')?.text ?? '').slice(1, -1).replace(/\byield\b/g, '');
  evaluateBlock(evaluator, cachedBlock(evaluator, syntax, inside), inner(frame));
  return { ty: { k: 'nominal', def: externalType(['Iter']), args: [fresh()] } };
}

function evaluateOwn(
  evaluator: Evaluator,
  syntax: Syntax,
  own: NonNullable<ReturnType<typeof findMacro>>,
  frame: Frame,
): Value {
  let block = expanded.get(syntax);
  if (block === undefined) {
    const body = expand(own, syntax);
    const root =
      body === undefined
        ? undefined
        : evaluator.settings.parse(`fn m() {${body}}`, syntax.source.path, syntax.row, true);
    block = root?.first('function_item')?.child('body') ?? null;
    expanded.set(syntax, block);
  }
  if (block === null) {
    // A macro that names nothing of an API cannot hide a call of it.
    const mayCall = own.rules.some(({ right }) => /\bApi\b|\bclient\b|\.await\b/.test(right.text));
    if (mayCall) evaluator.report(syntax, frame, `The macro \`${own.name}!\` could not be expanded.`);
    for (const argument of argumentsOf(evaluator, syntax)) evaluate(evaluator, argument, frame);
    return unknown();
  }
  const depth = (frame.trail?.depth ?? 0) + 1;
  if (depth > 60) return unknown();
  const trail = frame.trail === undefined ? undefined : { ...frame.trail, depth };
  // A macro's `let` is seen after it: its statements belong to the block around.
  return evaluateBlock(evaluator, block, { ...frame, trail });
}
