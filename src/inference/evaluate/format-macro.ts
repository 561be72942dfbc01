// `format!` and `concat!`: texts made of others.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { resolvePath } from '../names/resolve.ts';
import { splitArguments } from '../names/split.ts';
import { concatenated } from './constant-list.ts';
import { textFrom } from './made-text.ts';
import { displayed } from './displayed.ts';
import type { Evaluator } from './evaluator.ts';
import { stringOf } from './literals.ts';
import type { Frame } from './frame.ts';
import { constant } from './const-item.ts';
import { constantOf, STRING, text, typed, unknown, type Value } from './value.ts';

/**
 * `format!("{}-{name}", x)`: a constant if every hole is one.
 *
 * @param before the number of arguments before the text: one in `write!`
 */
export function formatted(evaluator: Evaluator, syntax: Syntax, frame: Frame, before = 0): Value {
  const [template, ...args] = evaluator.settings.snippets.argumentsOf(syntax).slice(before);
  const values = args.map((arg) => evaluator.evaluate(arg, frame));
  if (template === undefined) return typed(STRING);
  const name = (syntax.child('macro')?.text ?? '').split('::').at(-1);
  if (name === 'concat' || name === 'concatcp') return concatenated([evaluator.evaluate(template, frame), ...values]);
  const pattern = template.type.endsWith('string_literal')
    ? stringOf(template)
    : constantOf(evaluator.evaluate(template, frame));
  if (pattern === undefined) return textFrom(values);
  const named = new Map<string, Value>();
  const source = splitArguments((syntax.first('token_tree')?.text ?? '').slice(1, -1)).slice(before + 1);
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
      const [key = '', shape = ''] = piece.slice(1, -1).split(':');
      const value =
        key === ''
          ? values[next++]
          : /^\d+$/.test(key)
            ? values[Number(key)]
            : (named.get(key) ?? frame.variables.get(key) ?? constantNamed(evaluator, key, frame));
      if (value === undefined) parts.push(unknown());
      // A width, a precision or `?` changes the text.
      else if (shape.trim() !== '') parts.push(textFrom([value]));
      else parts.push(displayed(evaluator, value, syntax, frame) ?? value);
    } else parts.push(text(piece));
  }
  return formattedText(parts);
}

function constantNamed(evaluator: Evaluator, name: string, frame: Frame): Value {
  const found = resolvePath([name], frame.scope.module, 'value')?.definition;
  return found !== undefined && 'kind' in found && found.kind === 'const'
    ? constant(evaluator, found, undefined)
    : unknown();
}

/** `format!("{x}")` of one value is that value as a text. */
function formattedText(parts: readonly Value[]): Value {
  const [only] = parts;
  return only !== undefined && parts.length === 1 && constantOf(only) === undefined
    ? typed(STRING, only)
    : concatenated(parts);
}
