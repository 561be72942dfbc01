// Methods of the standard library, futures and similar crates: the rule for a receiver and a name.

import { fresh, isList, isMap, isNamed, prune, type Ty, unify } from '../../types/ty.ts';
import { own } from '../../../table.ts';
import { forgetItems } from '../constant-list.ts';
import { option, result, unwrapped } from '../data.ts';
import { isFormatter, written } from '../displayed.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Frame } from '../frame.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, unknown, type Value } from '../value.ts';
import { changeable } from '../constant.ts';
import { REQUESTS } from '../method-names.ts';
import { cellRule, LENT } from './cell.ts';
import { CHANNEL, overAll } from './channel.ts';
import { LIST, LIST_SAFE } from './list.ts';
import { MAP } from './map.ts';
import { computed, content, defaulted, type Rule, type Rules, same } from './rules.ts';
import { TEXT } from './text.ts';
import { WRAPPER } from './wrapper.ts';
import { absorb, join } from '../join.ts';

/**
 * The result of a method that every such type has, or undefined for an unknown name. Stored and retrieved values may
 * change meanwhile, so their booleans are unknown.
 */
export function callStandard(evaluator: Evaluator, given: MethodCall, frame: Frame): Value | undefined {
  const args = given.args.map(changeable);
  const call = args.every((arg, at) => arg === given.args[at]) ? given : { ...given, args };
  const ty = prune(call.receiver.ty);
  const isRead = ty.k === 'nominal' && ty.def.module !== undefined;
  const rule = isRead ? (own(FOR_ALL, call.name) ?? cellRule(call.name, call)) : ruleOf(ty, call);
  forgetItems(evaluator.program.keys, call.receiver, call.name);
  const result = rule?.(call, evaluator, frame);
  return result && changeable(result);
}

function ruleOf(ty: Ty, { name, args }: MethodCall): Rule | undefined {
  if (isNamed(ty, 'Option', 'Result', 'JoinHandle')) return own(WRAPPER, name) ?? own(FOR_ALL, name) ?? own(LENT, name);
  if (isMap(ty)) return own(MAP, name) ?? own(LIST, name) ?? own(FOR_ALL, name) ?? own(LENT, name);
  if (isList(ty)) return own(LIST, name) ?? own(FOR_ALL, name) ?? own(LENT, name);
  if (isNamed(ty, 'Channel'))
    return own(CHANNEL, name) ?? own(FOR_ALL, name) ?? (REQUESTS.has(name) ? undefined : overAll(own(LIST, name)));
  if (isNamed(ty, 'bool') && name === 'then') return ifTrue;
  if (isNamed(ty, 'String')) return own(TEXT, name) ?? own(FOR_ALL, name);
  if (isFormatter(ty))
    return name === 'write_str' || name === 'pad' ? ({ args: [text] }) => written(text) : own(FOR_ALL, name);
  const ofPair = ty.k === 'tuple' && ty.items.length === 2 && args.length === 0 ? own(PAIR, name) : undefined;
  return (
    ofPair ??
    own(FOR_ALL, name) ??
    (ty.k === 'var' || ty.k === 'tuple' || ty.k === 'function'
      ? (ofWrapper(name, args) ?? own(LIST_SAFE, name))
      : undefined)
  );
}

/** An Option gets one value to store; an Api gets more arguments. */
function ofWrapper(name: string, args: readonly Value[]): Rule | undefined {
  return name === 'replace' && args.length > 1 ? undefined : own(WRAPPER, name);
}

/** `condition.then(|| value)`. */
const ifTrue: Rule = ({ args, at }, evaluator, frame) => {
  const value = args[0]?.calls === undefined ? unknown() : evaluator.invoke(args[0], [], at, frame);
  return typed(option(value.ty), value);
};

/** `map.entry(key).or_insert(value)`: the place holds its earlier value, or this one. */
function filled({ program: { keys } }: Evaluator, place: Value, given: Value): Value {
  unify(place.ty, given.ty);
  absorb(keys, place, given);
  return join(place, given);
}

function filledBy({ receiver, args: [make], at }: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  return make?.calls === undefined
    ? receiver
    : filled(evaluator, receiver, evaluator.invoke(make, [unknown()], at, frame));
}

/** Methods of the items of a concurrent map's iterator, which are pairs here. */
const PAIR: Rules = {
  key: (call) => partOf(call, '0'),
  value: (call) => partOf(call, '1'),
  value_mut: (call) => partOf(call, '1'),
  pair: same,
  pair_mut: same,
};

function partOf({ receiver }: MethodCall, name: string): Value {
  const ty = prune(receiver.ty);
  return typed((ty.k === 'tuple' ? ty.items[Number(name)] : undefined) ?? fresh(), receiver.fields?.get(name));
}

/** A cell holds from now on what it is initialized with. */
function initialized(call: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  const value = unwrapped(computed(call, evaluator, frame));
  unify(call.receiver.ty, value.ty);
  absorb(evaluator.program.keys, call.receiver, value);
  return call.name === 'get_or_init' ? value : typed(result(value.ty), value);
}

const FOR_ALL: Rules = {
  instrument: same,
  with_subscriber: same,
  unwrap: content,
  expect: content,
  then_some: ({ args }) => typed(option(args[0]?.ty ?? fresh()), args[0]),
  boxed: same,
  or_current: same,
  map_err: WRAPPER['map_err'] ?? same,
  into_stream: same,
  or_cancel: same,
  and_modify: ({ receiver, args: [change], at }, evaluator, frame) => {
    if (change?.calls !== undefined) evaluator.invoke(change, [receiver], at, frame);
    return receiver;
  },
  or_insert: ({ receiver, args: [given] }, evaluator) =>
    given === undefined ? receiver : filled(evaluator, receiver, given),
  or_insert_entry: ({ receiver, args: [given] }, evaluator) =>
    given === undefined ? receiver : filled(evaluator, receiver, given),
  insert_entry: ({ receiver, args: [given] }, evaluator) =>
    given === undefined ? receiver : filled(evaluator, receiver, given),
  or_insert_with: filledBy,
  or_insert_with_key: filledBy,
  or_default: defaulted,
  fuse: same,
  set: ({ receiver, args }, { program: { keys } }) => {
    if (args[0] !== undefined) {
      unify(receiver.ty, args[0].ty);
      absorb(keys, receiver, args[0]);
    }
    return typed(result(fresh()));
  },
  get_or_init: initialized,
  get_or_try_init: initialized,
  store: ({ receiver, args }, { program: { keys } }) => {
    if (args[0] !== undefined) {
      unify(receiver.ty, args[0].ty);
      absorb(keys, receiver, args[0]);
    }
    return unknown();
  },
  // For a guard of a concurrent map.
  value: same,
  value_mut: same,
  upgrade: ({ receiver }) => typed(option(receiver.ty), receiver),
};
