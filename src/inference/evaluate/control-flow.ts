// Branches, loops, and jumps out of them. A branch that a known boolean excludes does not run.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { compiledParts } from './compiled-parts.ts';
import { isNamed, prune, UNIT } from '../types/ty.ts';
import { evaluateBlock } from './block.ts';
import { repeat } from './brought.ts';
import { truthOf } from './constant.ts';
import { elementsOf } from './iteration.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, inner, type Left, Variables } from './frame.ts';
import { isLentOut, loseWording, takenApart } from './mutation.ts';
import { bindPattern, isOtherVariant } from './pattern.ts';
import { fits } from './fits.ts';
import { rowsOf } from './rows.ts';
import { underSubcommand } from './subcommands.ts';
import { forbiddenIsHandled } from './tolerated.ts';
import { NEVER_VALUE, STRING, typed, type Value } from './value.ts';
import { settled, throwAway } from './waited.ts';
import { fallback, join, joinAll } from './join.ts';

const unit: Value = { ty: UNIT };

export function ifExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const condition = syntax.child('condition');
  const otherwise = syntax.child('alternative');
  const bound = condition?.type === 'let_condition' ? condition.child('pattern') : undefined;
  const place = condition?.child('value');
  const given =
    bound === undefined
      ? undefined
      : takenApart(evaluator, [bound], place, evaluator.evaluate(place, inner(frame)), frame);
  const rows = given === undefined ? undefined : rowsOf(given);
  if (bound !== undefined && rows !== undefined)
    return joinAll([
      ...rows.map((row) => {
        const around = inner(frame);
        bindPattern(evaluator, bound, row, around);
        return evaluator.evaluate(syntax.child('consequence'), around);
      }),
      otherwise === undefined ? unit : evaluator.evaluate(otherwise, frame),
    ]);
  const around = inner(frame);
  if (bound !== undefined && given !== undefined) bindPattern(evaluator, bound, given, around);
  const holds =
    given === undefined || bound === undefined
      ? truthOf(evaluator.evaluate(condition, around))
      : fits(evaluator, bound, condition?.child('value'), given);
  if (holds === false) {
    evaluator.accounts.skip(syntax.child('consequence'));
    return otherwise === undefined ? unit : evaluator.evaluate(otherwise, frame);
  }
  const inside =
    bound === undefined
      ? around
      : underSubcommand(evaluator, bound, { value: condition?.child('value'), patterns: [bound] }, around);
  const isFallback = given === undefined ? EMPTY.test(condition?.text ?? '') : mayLack(given);
  const then = evaluator.evaluate(syntax.child('consequence'), withChoice(inside, !isFallback));
  if (otherwise === undefined) return unit;
  if (holds !== true) {
    return (isFallback ? fallback : join)(then, evaluator.evaluate(otherwise, frame));
  }
  evaluator.accounts.skip(otherwise);
  return then;
}

export function letCondition(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const pattern = syntax.child('pattern');
  const value = evaluator.evaluate(syntax.child('value'), frame);
  if (pattern !== undefined) bindPattern(evaluator, pattern, value, frame);
  return unit;
}

export function asyncBlock(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const results: { value: Value | undefined } = { value: undefined };
  const value = evaluateBlock(evaluator, syntax.first('block') ?? syntax, inner(frame, { results }));
  return settled(results.value === undefined ? value : fallback(value, results.value));
}

export function matchExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const written = (syntax.child('body')?.kids ?? []).filter((kid) => kid.type === 'match_arm');
  const arms = compiledParts(evaluator, written, frame);
  const tolerated = forbiddenIsHandled(arms)
    ? { ...frame, condition: 'The code goes on when the API server forbids it.' }
    : frame;
  const place = syntax.child('value');
  const patterns = arms.map((arm) => arm.child('pattern'));
  const scrutinee = takenApart(evaluator, patterns, place, evaluator.evaluate(place, tolerated), frame);
  const each = (row: Value): Value => matchOf(evaluator, syntax, arms, row, frame);
  return joinAll((rowsOf(scrutinee) ?? [scrutinee]).map(each));
}

function matchOf(
  evaluator: Evaluator,
  syntax: Syntax,
  arms: readonly Syntax[],
  scrutinee: Value,
  outside: Frame,
): Value {
  let result: Value | undefined;
  const patterns = arms.flatMap((arm) => arm.child('pattern') ?? []);
  const isFallback = mayLack(scrutinee) && !patterns.some(({ text }) => /"[^"]/.test(text));
  const frame = withChoice(outside, !isFallback);
  let isMatched = false;
  for (const arm of arms) {
    const around: Frame = { ...frame, variables: new Variables(frame.variables) };
    const pattern = arm.child('pattern');
    const inside = pattern?.type === 'match_pattern' ? pattern.kids.find((kid) => kid.field !== 'condition') : pattern;
    if (inside !== undefined) bindPattern(evaluator, inside, scrutinee, around);
    const isMet = inside === undefined ? undefined : fits(evaluator, inside, syntax.child('value'), scrutinee);
    if (
      inside !== undefined &&
      (isMatched || isMet === false || isOtherVariant(inside, scrutinee, frame) || isOtherTruth(inside, scrutinee))
    ) {
      evaluator.accounts.skip(arm);
      continue;
    }
    if (
      frame.site !== undefined &&
      scrutinee.variant !== undefined &&
      inside !== undefined &&
      !maybeVariant(inside, scrutinee.variant)
    )
      continue;
    const guard = pattern?.child('condition');
    if (guard !== undefined && truthOf(evaluator.evaluate(guard, around)) === false) {
      evaluator.accounts.skip(arm.child('value'));
      continue;
    }
    isMatched = isMet === true && guard === undefined;
    const run =
      inside === undefined
        ? around
        : underSubcommand(evaluator, inside, { value: syntax.child('value'), given: scrutinee, patterns }, around);
    const value = evaluator.evaluate(arm.child('value'), run);
    result = result === undefined ? value : (isFallback ? fallback : join)(result, value);
  }
  return result ?? typed(STRING);
}

/** Inside of a branch, or of one for the case that there is no value. */
function withChoice(frame: Frame, isChoice: boolean): Frame {
  return frame.isChoice === isChoice ? frame : { ...frame, isChoice };
}

/** A condition that asks whether there is a value. */
const EMPTY = /\.is_(?:empty|some|none|ok|err)\b/;

/** Whether a branch on this value may be for the case that it is not there: `None`, `Err(_)`, or a text that is not set. */
function mayLack({ ty, origin }: Value): boolean {
  return isNamed(prune(ty), 'Option', 'Result') || origin?.own === true || origin?.configured === true;
}

/** `false => …` for a value that is known to be true. */
function isOtherTruth(pattern: Syntax, scrutinee: Value): boolean {
  const truth = truthOf(scrutinee);
  return truth !== undefined && pattern.type === 'boolean_literal' && pattern.text !== String(truth);
}

/** In a model an arm for another variant is skipped, and an arm for the known variant ends the match. */
function maybeVariant(pattern: Syntax, variant: string): boolean {
  return (
    pattern.text.startsWith('_') || pattern.text.split('|').some((part) => part.trim().split('::').at(-1) === variant)
  );
}

export function whileExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  repeat(evaluator, frame.variables, () => {
    const around = inner(frame);
    evaluator.evaluate(syntax.child('condition'), around);
    evaluator.evaluate(syntax.child('body'), around);
  });
  return unit;
}

export function loopExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const loop: Left = { value: undefined, label: labelOf(syntax), around: frame.loop };
  repeat(evaluator, frame.variables, () => evaluator.evaluate(syntax.child('body'), inner(frame, { loop })));
  return loop.value ?? unit;
}

/** `'found: { … break 'found x; … }`: the value is that of any `break`, or the last expression. */
export function labelledBlock(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const label = labelOf(syntax);
  if (label === undefined) return evaluateBlock(evaluator, syntax, frame);
  const loop: Left = { value: undefined, label, isBlock: true, around: frame.loop };
  const value = evaluateBlock(evaluator, syntax, inner(frame, { loop }));
  return loop.value === undefined ? value : join(value, loop.value);
}

function labelOf(syntax: Syntax): string | undefined {
  return syntax.first('label')?.text;
}

export function forExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const over = syntax.child('value');
  const list = evaluator.evaluate(over, frame);
  throwAway(evaluator, list, frame);
  const element = elementsOf(evaluator, list, syntax, frame);
  if (over !== undefined && isLentOut(over)) loseWording(evaluator, over.child('value'), list, [], frame);
  const pattern = syntax.child('pattern');
  repeat(evaluator, frame.variables, () => {
    for (const each of rowsOf(element) ?? [element]) {
      const around = inner(frame);
      if (pattern !== undefined) bindPattern(evaluator, pattern, each, around);
      evaluator.evaluate(syntax.child('body'), around);
    }
  });
  return unit;
}

export function returnExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  if (syntax.firstKid !== undefined) add(frame.results, chosen(evaluator.evaluate(syntax.firstKid, frame), frame));
  return NEVER_VALUE;
}

/** What a branch returns is there in its own right. */
function chosen(value: Value, { isChoice }: Frame): Value {
  const { origin } = value;
  const isSaid = origin?.names !== undefined || origin?.own === true || origin?.configured === true;
  return isChoice === true && isSaid ? { ...value, origin: { ...origin, apart: true } } : value;
}

export function breakExpression(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const given = syntax.kids.find((kid) => kid.type !== 'label');
  if (given !== undefined) {
    const value = evaluator.evaluate(given, frame);
    const left = leftBy(syntax, frame.loop);
    if (left !== undefined) add(left, value);
  }
  return NEVER_VALUE;
}

/** The loop or block that a `break` ends: the one with its label, or the innermost loop. */
function leftBy(syntax: Syntax, innermost: Left | undefined): Left | undefined {
  const label = labelOf(syntax);
  for (let at = innermost; at !== undefined; at = at.around)
    if (label === undefined ? at.isBlock !== true : at.label === label) return at;
  return undefined;
}

function add(results: { value: Value | undefined }, value: Value): void {
  results.value = results.value === undefined ? value : fallback(results.value, value);
}
