// Elements of lists and iterators of which all are known, such as the parts of a constant text.

import { fresh } from '../../types/ty.ts';
import { forgetItems, itemAt } from '../constant-list.ts';
import { option } from '../data.ts';
import { exactly } from '../fits.ts';
import { typed, type Value } from '../value.ts';
import { maybe, type Rule } from './rules.ts';

/** `list.get(1)`: that element, if it is known. */
export const numbered: Rule = (call, evaluator, frame) => {
  const item = itemAt(call.receiver, call.source.child('arguments')?.firstKid);
  return item === undefined ? maybe(call, evaluator, frame) : exactly(evaluator, there(item));
};

/** `list.last()`. */
export const final: Rule = (call, evaluator, frame) => {
  const item = call.receiver.items?.at(-1);
  return item === undefined ? maybe(call, evaluator, frame) : exactly(evaluator, there(item));
};

/** Methods that make a new iterator over all elements. */
const STARTS = new Set(['split', 'rsplit', 'splitn', 'rsplitn', 'split_whitespace', 'lines', 'iter', 'into_iter']);

/** `parts.next()`, `parts.nth(1)`: that element; the variable then has those after it, in the block that declares it. */
export const following: Rule = (call, evaluator, frame) => {
  const { items } = call.receiver;
  const at = call.name === 'next' ? 0 : numberIn(call.source.child('arguments')?.firstKid?.text);
  const place = call.source.child('function')?.child('value');
  const from = place?.type === 'call_expression' ? place.child('function')?.child('field')?.text : undefined;
  // Elsewhere it may run several times, or not at all.
  const isHere =
    items !== undefined &&
    at !== undefined &&
    ((from !== undefined && STARTS.has(from)) ||
      (place?.type === 'identifier' &&
        frame.variables.replaceHere(place.text, { ...call.receiver, items: items.slice(at + 1) })));
  const item = items?.[at ?? 0];
  if (isHere) return exactly(evaluator, item === undefined ? { ty: option(fresh()), empty: true } : there(item));
  forgetItems(evaluator.program.keys, call.receiver);
  return maybe(call, evaluator, frame);
};

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(?:usize)?$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

function there(item: Value): Value {
  return typed(option(item.ty), item);
}
