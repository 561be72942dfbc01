// One rule for each kind of Rust expression.

import type { ExpressionKind } from '../../formats/rust/node-kinds.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { fresh, UNIT } from '../types/ty.ts';
import { assignment, compoundAssignment } from './assignment.ts';
import { evaluateBlock } from './block.ts';
import { evaluateCall } from './call.ts';
import { boolean, changeable } from './constant.ts';
import {
  asyncBlock,
  breakExpression,
  forExpression,
  ifExpression,
  labelledBlock,
  letCondition,
  loopExpression,
  matchExpression,
  returnExpression,
  whileExpression,
} from './control-flow.ts';
import { field } from './data.ts';
import { dereferencedField } from './dereference.ts';
import { compiledParts } from './compiled-parts.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { listOf, stringOf } from './literals.ts';
import { evaluateMacro } from './macro.ts';
import { awaited, binary, cast, index, reference, tried, unary } from './operators.ts';
import { evaluatePath } from './path.ts';
import { evaluateStruct } from './struct.ts';
import { type Closure, NEVER_VALUE, text, unknown, type Value } from './value.ts';

type Rule = (evaluator: Evaluator, syntax: Syntax, frame: Frame) => Value;

/** The value of an expression, with every request of its evaluation. */
export function evaluate(evaluator: Evaluator, syntax: Syntax | undefined, frame: Frame): Value {
  if (syntax === undefined || !evaluator.step()) return unknown();
  if (isExpression(syntax)) return RULES[syntax.type](evaluator, syntax, frame);
  for (const kid of syntax.kids) if (isExpression(kid)) evaluate(evaluator, kid, frame);
  return unknown();
}

const unit: Value = { ty: UNIT };
const primitive =
  (name: string): Rule =>
  (_evaluator, { text: written }) => ({
    // `1u8` names its type.
    ty: {
      k: 'nominal',
      def: externalType([/\d_?([iuf](?:8|16|32|64|128|size))$/.exec(written)?.[1] ?? name]),
      args: [],
    },
  });
const through: Rule = (evaluator, syntax, frame) =>
  evaluate(evaluator, syntax.child('value') ?? syntax.firstKid, frame);
const inBlock: Rule = (evaluator, syntax, frame) => evaluateBlock(evaluator, syntax.first('block') ?? syntax, frame);
const each: Rule = (evaluator, syntax, frame) =>
  listOf(compiledParts(evaluator, syntax.kids, frame).map((kid) => evaluate(evaluator, kid, frame)));
const literalText: Rule = (_evaluator, syntax) => text(stringOf(syntax));

/** Nodes that contain an expression and are not expressions in the grammar. */
type Around = 'expression_statement' | 'let_condition' | 'let_chain' | 'else_clause';

const RULES = {
  block: labelledBlock,
  unsafe_block: inBlock,
  const_block: inBlock,
  async_block: asyncBlock,
  try_block: inBlock,
  gen_block: asyncBlock,
  expression_statement: through,
  parenthesized_expression: through,
  reference_expression: reference,
  await_expression: awaited,
  unary_expression: unary,
  try_expression: tried,
  type_cast_expression: cast,
  identifier: evaluatePath,
  scoped_identifier: evaluatePath,
  generic_function: evaluatePath,
  metavariable: () => unknown(),
  self: (_evaluator, _syntax, frame) => frame.variables.get('self') ?? unknown(),
  field_expression: (evaluator, syntax, frame) => {
    const value = evaluate(evaluator, syntax.child('value'), frame);
    const name = syntax.child('field')?.text ?? '';
    return dereferencedField(evaluator, value, name, syntax, frame) ?? field(evaluator, value, name);
  },
  index_expression: index,
  call_expression: evaluateCall,
  macro_invocation: evaluateMacro,
  closure_expression: (evaluator, syntax, frame) => {
    const closure: Closure = { k: 'closure', id: evaluator.seen.closureCount, syntax, frame, used: false, held: false };
    evaluator.seen.closures.push(closure);
    return { ty: fresh(), calls: [closure] };
  },
  struct_expression: evaluateStruct,
  tuple_expression: (evaluator, syntax, frame) => {
    const values = syntax.kids.map((kid) => changeable(evaluate(evaluator, kid, frame)));
    return {
      ty: { k: 'tuple', items: values.map((value) => value.ty) },
      fields: new Map(values.map((value, at) => [String(at), value])),
    };
  },
  unit_expression: () => unit,
  array_expression: each,
  string_literal: literalText,
  raw_string_literal: literalText,
  integer_literal: primitive('integer'),
  float_literal: primitive('float'),
  boolean_literal: (_evaluator, syntax) => boolean(syntax.text === 'true'),
  char_literal: primitive('char'),
  binary_expression: binary,
  assignment_expression: assignment,
  compound_assignment_expr: compoundAssignment,
  if_expression: ifExpression,
  let_condition: letCondition,
  let_chain: (evaluator, syntax, frame) => {
    for (const kid of syntax.kids) evaluate(evaluator, kid, frame);
    return unit;
  },
  else_clause: through,
  match_expression: matchExpression,
  while_expression: whileExpression,
  loop_expression: loopExpression,
  for_expression: forExpression,
  return_expression: returnExpression,
  break_expression: breakExpression,
  continue_expression: () => NEVER_VALUE,
  range_expression: each,
  yield_expression: (evaluator, syntax, frame) => {
    evaluate(evaluator, syntax.firstKid, frame);
    return unit;
  },
} satisfies Readonly<Record<ExpressionKind | Around, Rule>>;

/** A node with a value. */
interface Expression extends Syntax {
  readonly type: ExpressionKind | Around;
}

export function isExpression(syntax: Syntax): syntax is Expression {
  return Object.hasOwn(RULES, syntax.type);
}
