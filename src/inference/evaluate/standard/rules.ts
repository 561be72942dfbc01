// Shared by methods of the standard library: how a content passes through a wrapper, a list or a stream.

import { externalType } from '../../names/definitions.ts';
import { fresh, isList, isMap, isNamed, prune, type Ty, unify } from '../../types/ty.ts';
import { elementOf, option, result, unwrapped, withoutEmpty } from '../data.ts';
import { textFrom } from '../made-text.ts';
import type { Evaluator } from '../evaluator.ts';
import { isThere } from '../fits.ts';
import { noteFound } from '../found.ts';
import type { Frame } from '../frame.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, unknown, type Value } from '../value.ts';
import type { ValueKeys } from '../value-key.ts';
import { absorb, fallback, join, orElse } from '../join.ts';

export type Rule = (call: MethodCall, evaluator: Evaluator, frame: Frame) => Value;
export type Rules = Readonly<Record<string, Rule>>;

export const same: Rule = ({ receiver }) => receiver;
export const content: Rule = ({ receiver }, _evaluator, frame) => {
  const value = unwrapped(receiver);
  noteFound(value, frame);
  return value;
};
export const element: Rule = ({ receiver }) => elementOf(receiver);
export const maybe: Rule = ({ receiver }) => {
  const value = elementOf(receiver);
  return typed(option(value.ty), value);
};
export const alternative: Rule = ({ receiver, args, source }, evaluator) =>
  isThere(evaluator, source.child('function')?.child('value'), receiver) === true
    ? unwrapped(receiver)
    : orElse(unwrapped(receiver), args[0] ?? unknown());
export const computed: Rule = ({ receiver, args, at, source }, evaluator, frame) => {
  const given = args[0]?.calls === undefined ? unknown() : evaluator.invoke(args[0], [unknown()], at, frame);
  return isThere(evaluator, source.child('function')?.child('value'), receiver) === true
    ? unwrapped(receiver)
    : orElse(unwrapped(receiver), given);
};
/** `unwrap_or_default`, `or_default`: the existing value, or the default of its type. */
export const defaulted: Rule = ({ receiver, at }, evaluator, frame) => {
  const inside = unwrapped(receiver);
  const ty = prune(inside.ty);
  const found = ty.k === 'nominal' ? evaluator.program.find(ty, 'default') : undefined;
  if (ty.k === 'nominal' && ty.def.derives.includes('Default')) evaluator.seen.addInstance({ ty });
  if (found === undefined || found.fn.module.crate.isModel) return inside;
  const { fn, generics: implGenerics, self, impl } = found;
  return fallback(inside, evaluator.call({ fn, args: [], implGenerics, self, impl }, at, frame));
};
export const text: Rule = ({ receiver, args }) => textFrom([receiver, ...args]);

export function rewrap(receiver: Value, value: Value): Value {
  const ty = prune(receiver.ty);
  if (
    ty.k === 'nominal' &&
    ty.def.module === undefined &&
    (isNamed(ty, 'Option', 'Result') || isList(ty) || isNamed(ty, 'JoinHandle'))
  ) {
    return typed({ ...ty, args: [value.ty, ...ty.args.slice(1)] }, value);
  }
  return isMap(ty) ? typed({ k: 'nominal', def: externalType(['Iter']), args: [value.ty] }, value) : value;
}

/** Runs the closure on the content and puts its result in the same wrapper. */
export const mapped: Rule = ({ receiver, args, at }, evaluator, frame) => {
  const ty = prune(receiver.ty);
  const inside = isNamed(ty, 'Option', 'Result') ? unwrapped(receiver) : elementOf(receiver);
  const fn = args.find((arg) => arg.calls !== undefined);
  if (receiver.empty === true) {
    // It may be filled later; the parameter of the closure shows its type.
    if (fn !== undefined) evaluator.invoke(fn, [withoutEmpty(inside)], at, frame);
    return { ty: option(fresh()), empty: true };
  }
  return rewrap(receiver, fn === undefined ? unknown() : evaluator.invoke(fn, [inside], at, frame));
};
/** Like `mapped`, but the wrapper that the closure returns replaces the first one. */
export const chained: Rule = ({ receiver, args, at }, evaluator, frame) => {
  const ty = prune(receiver.ty);
  const inside = isNamed(ty, 'Option', 'Result') ? unwrapped(receiver) : unwrapped(elementOf(receiver));
  const fn = args.find((arg) => arg.calls !== undefined);
  const value = fn === undefined ? unknown() : evaluator.invoke(fn, [inside], at, frame);
  return isNamed(ty, 'Option', 'Result')
    ? value
    : rewrap(
        receiver,
        isNamed(prune(value.ty), 'Option', 'Result') || isList(prune(value.ty)) ? elementOf(value) : value,
      );
};
/** Runs the closure on each element and continues with the elements. */
export const visited: Rule = (call, evaluator, frame) => {
  const inside = call.name.startsWith('try_') ? unwrapped(elementOf(call.receiver)) : elementOf(call.receiver);
  for (const fn of call.args) if (fn.calls !== undefined) evaluator.invoke(fn, [inside], call.at, frame);
  return call.receiver;
};
export const consumed: Rule = (call, evaluator, frame) => {
  visited(call, evaluator, frame);
  return typed(result(fresh()));
};
export const folded: Rule = ({ receiver, args, at }, evaluator, frame) => {
  const [start, fn] = args;
  if (fn?.calls === undefined) return start ?? unknown();
  return join(start ?? unknown(), evaluator.invoke(fn, [start ?? unknown(), elementOf(receiver)], at, frame));
};
/** `scan(start, |state, element| …)`: the closure gets the state first. */
export const scanned: Rule = (call, evaluator, frame) => {
  const { receiver, args, at } = call;
  const [start = unknown(), fn] = args;
  if (fn?.calls === undefined) return receiver;
  const made = evaluator.invoke(fn, [start, elementOf(receiver)], at, frame);
  return rewrap(receiver, isNamed(prune(made.ty), 'Option') ? unwrapped(made) : made);
};
export const added: Rule = ({ receiver, args }, { program: { keys } }) => addTo(keys, receiver, args);

export function addTo(keys: ValueKeys, receiver: Value, args: readonly Value[]): Value {
  const ty = prune(receiver.ty);
  const item = args.at(-1);
  if (item !== undefined && (isList(ty) || isMap(ty))) {
    unify(ty.args.at(-1) ?? fresh(), item.ty);
    if (args.length > 1 && ty.args[0] !== undefined && args[0] !== undefined) unify(ty.args[0], args[0].ty);
    absorb(keys, receiver, item);
  }
  return unknown();
}

export function bool(): Value {
  return { ty: { k: 'nominal', def: externalType(['bool']), args: [] } };
}

export function iter(ty: Ty): Ty {
  return { k: 'nominal', def: externalType(['Iter']), args: [ty] };
}

export function zipped({ receiver, args }: MethodCall): Value {
  const [a, b] = [elementOf(receiver), elementOf(args[0] ?? unknown())];
  const both = pairOf(a, b);
  return typed(iter(both.ty), both);
}

export function pairOf(a: Value, b: Value): Value {
  return { ty: { k: 'tuple', items: [a.ty, b.ty] }, fields: pair(a, b) };
}

/** A list of pairs as a pair of lists. */
export function unzipped({ receiver }: MethodCall): Value {
  const each = elementOf(receiver);
  const ty = prune(each.ty);
  const lists = ['0', '1'].map((name, at) => {
    const part = typed((ty.k === 'tuple' ? ty.items[at] : undefined) ?? fresh(), each.fields?.get(name));
    return typed({ k: 'nominal', def: externalType(['Vec']), args: [part.ty] }, part);
  });
  return { ty: { k: 'tuple', items: lists.map((list) => list.ty) }, fields: pair(...lists) };
}

function pair(...parts: readonly Value[]): Map<string, Value> {
  return new Map(parts.map((part, at) => [String(at), part]));
}
