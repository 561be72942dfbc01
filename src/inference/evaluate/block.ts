// Blocks: their statements in order, with the items inside.

import type { NodeKind } from '../../formats/rust/node-kinds.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import { collectItems } from '../names/collect.ts';
import { isCompiled } from '../names/cfg.ts';
import { Module } from '../names/definitions.ts';
import { COPIES_NOT_READ } from '../names/item-macros.ts';
import { lower } from '../types/lower.ts';
import { prune, UNIT, unify } from '../types/ty.ts';
import { changeable } from './constant.ts';
import { derivedFrom } from './derived-method.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, inner, Variables } from './frame.ts';
import { joinAll } from './join.ts';
import { bindPattern } from './pattern.ts';
import { rowsOf } from './rows.ts';
import { declaredOr } from './signature.ts';
import { NEVER_VALUE, typed, unknown, type Value } from './value.ts';
import { throwAway } from './waited.ts';

const ITEMS: ReadonlySet<NodeKind> = new Set<NodeKind>([
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

export function evaluateBlock(evaluator: Evaluator, block: Syntax, frame: Frame): Value {
  const statements = statementsOf(evaluator, block, frame);
  const module = moduleOf(evaluator, block, statements, frame);
  const scope = module === undefined ? frame.scope : { ...frame.scope, module };
  return run(evaluator, statements, 0, { ...frame, scope, variables: new Variables(frame.variables) }, frame);
}

/** The statements from one on. The rest after a `let` that destructures one of several rows runs once for each row. */
function run(evaluator: Evaluator, statements: readonly Syntax[], from: number, around: Frame, frame: Frame): Value {
  let last: Value = { ty: UNIT };
  let diverges = false;
  let attributes: string[] = [];
  for (let at = from; at < statements.length; at += 1) {
    const statement = statements[at];
    if (statement === undefined) break;
    if (statement.type === 'attribute_item') {
      attributes.push(statement.text);
      continue;
    }
    const compiled = attributes.length === 0 || isCompiled(attributes, around.scope.module.crate.features);
    attributes = [];
    if (!compiled) evaluator.accounts.skip(statement);
    if (!compiled || ITEMS.has(statement.type)) continue;
    if (statement.type === 'let_declaration') {
      const rows = evaluateLet(evaluator, statement, around);
      if (rows === undefined) continue;
      const values = rows.map((row) => {
        const inside: Frame = { ...around, variables: new Variables(around.variables) };
        bindPattern(evaluator, row.pattern, row.value, inside);
        return run(evaluator, statements, at + 1, inside, frame);
      });
      return diverges ? NEVER_VALUE : joinAll(values);
    }
    if (statement.type === 'ERROR')
      evaluator.report(statement, frame, 'This is not valid Rust, or newer than the parser.');
    else if (evaluator.isExpression(statement)) {
      const value = evaluator.evaluate(statement, around);
      if (prune(value.ty).k === 'never') diverges = true;
      if (isReturn(statement)) {
        for (const never of statements.slice(at + 1)) evaluator.accounts.skip(never);
        break;
      }
      // Only the last expression without a semicolon is the value of the block.
      if (isTail(statements, statement, at)) last = value;
      else {
        throwAway(evaluator, value, frame);
        last = { ty: UNIT };
      }
    }
  }
  return diverges ? NEVER_VALUE : last;
}

/** The statements of a block; those of a macro replace its call, so that later statements see its declarations. */
function statementsOf(evaluator: Evaluator, block: Syntax, frame: Frame): readonly Syntax[] {
  const kids = block.kids;
  if (!kids.some((kid) => macroIn(kid) !== undefined)) return kids;
  return kids.flatMap((kid) => {
    const call = macroIn(kid);
    if (call === undefined) return [kid];
    const expansion = evaluator.settings.snippets.expansionOf(call, frame.scope.module);
    if (expansion.k !== 'block') return [kid];
    evaluator.accounts.enter(expansion.block);
    return statementsOf(evaluator, expansion.block, frame);
  });
}

function macroIn(statement: Syntax): Syntax | undefined {
  if (statement.type === 'macro_invocation') return statement;
  return statement.type === 'expression_statement' ? statement.first('macro_invocation') : undefined;
}

/** `return x;` as a statement of its own: nothing behind it runs. */
function isReturn(statement: Syntax): boolean {
  return (statement.type === 'expression_statement' ? statement.firstKid : statement)?.type === 'return_expression';
}

function isTail(statements: readonly Syntax[], statement: Syntax, at: number): boolean {
  if (at !== statements.length - 1) return false;
  return statement.type !== 'expression_statement' || !statement.text.endsWith(';');
}

/** Binds the variables of a `let`; returns the rows instead if its pattern destructures one of several. */
function evaluateLet(
  evaluator: Evaluator,
  statement: Syntax,
  frame: Frame,
): readonly { readonly pattern: Syntax; readonly value: Value }[] | undefined {
  const type = statement.child('type');
  const declared = type === undefined ? undefined : lower(type, frame.scope);
  const source = statement.child('value');
  let value: Value = source === undefined ? { ...unknown(), empty: true } : evaluator.evaluate(source, frame);
  if (declared !== undefined) {
    value = source?.type === 'call_expression' ? (derivedFrom(evaluator, declared, value) ?? value) : value;
    unify(declared, value.ty);
    const here = prune(declared);
    if (here.k === 'dyn') value = typed(declaredOr(here, value.ty), value);
    else if (here.k !== 'var' && here.k !== 'function') value = typed(declared, value);
  }
  const alternative = statement.child('alternative');
  if (alternative !== undefined) evaluator.evaluate(alternative, inner(frame));
  const pattern = statement.child('pattern');
  if (pattern?.text.startsWith('_') === true) throwAway(evaluator, value, frame);
  if (/^let\s+mut\b/.test(statement.text)) value = changeable(value);
  const rows = pattern === undefined || !APART.has(pattern.type) ? undefined : rowsOf(value);
  if (pattern !== undefined && rows !== undefined) return rows.map((row) => ({ pattern, value: row }));
  if (pattern !== undefined) bindPattern(evaluator, pattern, value, frame);
  if (source?.type === 'closure_expression' && pattern?.type === 'identifier')
    for (const callable of value.calls ?? []) if (callable.k === 'closure') callable.held = true;
  return undefined;
}

/** Patterns that destructure a row. */
const APART: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'tuple_pattern',
  'tuple_struct_pattern',
  'struct_pattern',
  'reference_pattern',
]);

function moduleOf(
  evaluator: Evaluator,
  block: Syntax,
  statements: readonly Syntax[],
  frame: Frame,
): Module | undefined {
  const { program } = evaluator;
  const known = program.blocks.get(block);
  if (known !== undefined || !statements.some((kid) => ITEMS.has(kid.type))) return known;
  const module = new Module('{}', frame.scope.module.crate, frame.scope.module, true);
  const copy = (text: string | undefined, item: Syntax): readonly Syntax[] => {
    if (text === undefined) evaluator.report(item, frame, COPIES_NOT_READ);
    return text === undefined ? [] : evaluator.settings.snippets.itemsOf(text, item);
  };
  collectItems(statements, module, { file: () => undefined, expand: () => undefined, copy });
  program.blocks.set(block, module);
  program.addModules(module);
  return module;
}
