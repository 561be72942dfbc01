// The output of a macro call, for macros with known text: the program's own, and a few that only move text.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isCompiled } from './cfg.ts';
import type { Module } from './definitions.ts';
import { expand, RECURSION_LIMIT } from './macro-rules.ts';
import { duplicatedItems } from './duplicate.ts';
import { findMacro } from './macros.ts';
import { render, type Token, tokenize } from './tokens.ts';
import { segments } from './use-tree.ts';
import { table } from '../../table.ts';

export type Written =
  | { readonly k: 'text'; readonly text: string; readonly row: number; readonly isFlat: boolean }
  /** A macro of the program without a matching rule, or with endless recursion. */
  | { readonly k: 'failed'; readonly why: string }
  | { readonly k: 'foreign' };

/** No macro was seen to write a tenth of it; one that doubles its input would pass every other limit. */
const LONGEST = 200_000;

/** Macros that each write two calls of the next pass every limit on one call. No crate is written by so many calls. */
const MOST_NESTED = 10_000;

/** The text that replaces a macro call, before it is parsed. */
export function writtenBy(call: Syntax, module: Module): Written {
  const path = segments(call.child('macro'));
  const name = path.at(-1) ?? '';
  const tree = call.first('token_tree');
  const input = tree?.text.slice(1, -1) ?? '';
  const own = findMacro(path, module);
  if (own !== undefined) {
    const { endlessMacros, nestedCalls } = module.crate.graph;
    if (call.source.expansions >= RECURSION_LIMIT) endlessMacros.add(own);
    if (endlessMacros.has(own))
      return { k: 'failed', why: `The macro \`${name}!\` calls itself more than ${RECURSION_LIMIT} times.` };
    const nested = (nestedCalls.get(module.crate) ?? 0) + (call.source.expansions > 0 ? 1 : 0);
    nestedCalls.set(module.crate, nested);
    if (nested > MOST_NESTED)
      return { k: 'failed', why: `Macros of this crate write more than ${MOST_NESTED} calls of macros.` };
    const text = expand(own, input, module.crate);
    if (text !== undefined && text.length > LONGEST)
      return { k: 'failed', why: `The macro \`${name}!\` writes more than ${LONGEST} characters in one call.` };
    return text === undefined
      ? { k: 'failed', why: `The macro \`${name}!\` could not be expanded: none of its rules was found to match.` }
      : { k: 'text', text, row: call.row, isFlat: true };
  }
  const rewrite = REWRITES[name];
  const text = rewrite?.(input, module);
  return text === undefined
    ? { k: 'foreign' }
    : { k: 'text', text, row: tree?.row ?? call.row, isFlat: call.source.isFlat || name === 'duplicate' };
}

const statics = (input: string): string => input.replace(/\bstatic\s+ref\b/g, 'static');

const REWRITES = table<(input: string, module: Module) => string | undefined>({
  lazy_static: statics,
  thread_local: statics,
  task_local: statics,
  paste: pasted,
  item: pasted,
  expr: pasted,
  cfg_if: chosen,
  delegate: delegated,
  duplicate: duplicatedItems,
});

/** `[<get_ $name:snake>]` of the crate paste, with the content of the brackets joined. */
function pasted(input: string): string {
  return input.replace(/\[<([^<>[\]]*)>\]/g, (_, inside: string) => {
    let name = '';
    let last = '';
    const tokens = tokenize(inside);
    for (const [at, token] of tokens.entries()) {
      if (token.text === ':') {
        name = name.slice(0, name.length - last.length) + changed(last, tokens[at + 1]?.text ?? '');
        last = '';
      } else if (tokens[at - 1]?.text !== ':') {
        last = token.text.replace(/^r#|^"|"$|^'/g, '');
        name += last;
      }
    }
    return name;
  });
}

function changed(word: string, how: string): string {
  const parts = word.split(/_|(?<=[a-z0-9])(?=[A-Z])/).filter((part) => part !== '');
  if (how === 'lower') return word.toLowerCase();
  if (how === 'upper') return word.toUpperCase();
  if (how === 'snake') return parts.join('_').toLowerCase();
  if (how === 'camel')
    return parts.map((part) => `${part[0]?.toUpperCase() ?? ''}${part.slice(1).toLowerCase()}`).join('');
  return word;
}

/** The first branch of `cfg_if!` whose condition holds. */
function chosen(input: string, module: Module): string {
  const tokens = tokenize(input);
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.text !== 'if') continue;
    const attribute = tokens[at + 2];
    const block = tokens[at + 3];
    const holds = isCompiled([`#${render(attribute === undefined ? [] : [attribute])}`], module.crate.features);
    if (holds) return render(block?.kids ?? []);
  }
  const otherwise = tokens.at(-1);
  return tokens.at(-2)?.text === 'else' ? render(otherwise?.kids ?? []) : '';
}

/** `delegate! { to self.inner { fn get(&self, name: &str); } }`: methods that call the same method of an inner value. */
function delegated(input: string): string {
  const tokens = tokenize(input);
  let text = '';
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.text !== 'to') continue;
    const open = tokens.findIndex((token, index) => index > at && token.text === '{' && token.kids !== undefined);
    const target = render(tokens.slice(at + 1, open));
    text += methodsTo(target, tokens[open]?.kids ?? []);
    at = open === -1 ? tokens.length : open;
  }
  return text;
}

function methodsTo(target: string, tokens: readonly Token[]): string {
  let text = '';
  let signature: Token[] = [];
  for (const token of tokens) {
    if (token.text !== ';') {
      signature.push(token);
      continue;
    }
    const fn = signature.findIndex((each) => each.text === 'fn');
    const renamed = /#\s*\[\s*call\s*\(\s*(\w+)/.exec(render(signature))?.[1];
    const parameters = signature.slice(fn).find((each) => each.text === '(' && each.kids !== undefined)?.kids ?? [];
    const args = parameters.flatMap((each, index) =>
      parameters[index + 1]?.text === ':' && each.kind === 'ident' ? [each.text] : [],
    );
    text += `${render(signature)} { ${target}.${renamed ?? signature[fn + 1]?.text ?? ''}(${args.join(', ')}) }\n`;
    signature = [];
  }
  return text;
}
