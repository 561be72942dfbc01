// Blocks: their statements in order, with the items that are declared inside.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { collectItems } from '../names/collect.ts';
import { isCompiled } from '../names/cfg.ts';
import { Module } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { prune, unify } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { evaluate, isExpression } from './expression.ts';
import { type Frame, inner, Variables } from './frame.ts';
import { bindPattern } from './pattern.ts';
import { NEVER_VALUE, typed, unknown, type Value } from './value.ts';
import { UNIT } from '../types/ty.ts';

const ITEMS = new Set([
  'use_declaration',
  'function_item',
  'struct_item',
  'enum_item',
  'impl_item',
  'trait_item',
  'const_item',
  'static_item',
  'type_item',
  'mod_item',
  'macro_definition',
]);
const modules = new WeakMap<Syntax, Module | null>();

export function evaluateBlock(evaluator: Evaluator, block: Syntax, frame: Frame): Value {
  const module = moduleOf(evaluator, block, frame);
  const scope = module === undefined ? frame.scope : { ...frame.scope, module };
  const around: Frame = { ...frame, scope, variables: new Variables(frame.variables) };
  let last: Value = { ty: UNIT };
  let diverges = false;
  let attributes: string[] = [];
  const kids = block.kids;
  for (const [at, statement] of kids.entries()) {
    if (statement.type === 'attribute_item') {
      attributes.push(statement.text);
      continue;
    }
    const compiled = attributes.length === 0 || isCompiled(attributes, scope.module.crate.features);
    attributes = [];
    if (!compiled || ITEMS.has(statement.type)) continue;
    if (statement.type === 'let_declaration') evaluateLet(evaluator, statement, around);
    else if (statement.type === 'ERROR')
      evaluator.report(statement, frame, 'This is not valid Rust, or newer than the parser.');
    else if (isExpression(statement)) {
      last = evaluate(evaluator, statement, around);
      if (prune(last.ty).k === 'never') diverges = true;
      if (at < kids.length - 1 || statement.type === 'expression_statement') {
        // Only the last expression without a semicolon is the value of the block.
        if (!isTail(block, statement, at)) last = { ty: UNIT };
      }
    }
  }
  return diverges ? NEVER_VALUE : last;
}

function isTail(block: Syntax, statement: Syntax, at: number): boolean {
  if (at !== block.kids.length - 1) return false;
  return statement.type !== 'expression_statement' || !statement.text.endsWith(';');
}

function evaluateLet(evaluator: Evaluator, statement: Syntax, frame: Frame): void {
  const type = statement.child('type');
  const declared = type === undefined ? undefined : lower(type, frame.scope);
  const source = statement.child('value');
  let value: Value = source === undefined ? { ...unknown(), empty: true } : evaluate(evaluator, source, frame);
  if (declared !== undefined) {
    unify(declared, value.ty);
    const here = prune(declared);
    if (here.k !== 'var' && here.k !== 'dyn' && here.k !== 'function') value = typed(declared, value);
  }
  const alternative = statement.child('alternative');
  if (alternative !== undefined) evaluate(evaluator, alternative, inner(frame));
  const pattern = statement.child('pattern');
  if (pattern !== undefined) bindPattern(evaluator, pattern, value, frame);
}

function moduleOf(evaluator: Evaluator, block: Syntax, frame: Frame): Module | undefined {
  const known = modules.get(block);
  if (known === null) return undefined;
  if (known !== undefined) {
    evaluator.program.addModule(known);
    return known;
  }
  if (!block.kids.some((kid) => ITEMS.has(kid.type))) {
    modules.set(block, null);
    return undefined;
  }
  const module = new Module('{}', frame.scope.module.crate, frame.scope.module, true);
  collectItems(block.kids, module, { file: () => undefined, expand: () => undefined });
  modules.set(block, module);
  evaluator.program.addModule(module);
  return module;
}
