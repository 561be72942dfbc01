// Keys that are equal for values that the analysis cannot distinguish.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { keyOf } from '../types/ty.ts';
import { ANYWHERE, derived, originKey } from './origin.ts';
import { Numbered } from './numbered.ts';
import { type Callable, type Channel, DEEPEST, type Value } from './value.ts';

type Fields = ReadonlyMap<string, Value>;

interface FieldKeys {
  get: (fields: Fields) => (string | undefined)[] | undefined;
  set: (fields: Fields, keys: (string | undefined)[]) => unknown;
}

/** Keys that can be compared with each other. */
export class ValueKeys {
  /** The keys of fields by their depth; each call that passes the same fields needs them. */
  #fieldKeys: FieldKeys = new WeakMap();
  /** Fields with the same content in many places would have ever longer keys, so each key has a number. */
  readonly #texts = new Numbered();
  readonly #places = new WeakMap<Syntax, number>();
  #placeCount = 0;

  /** A key that is equal for values that the analysis cannot distinguish. */
  of(value: Value): string {
    return this.#at(value, 0, true, new Map());
  }

  /** Equals the key of `withoutWording(value)`, without creating that value. */
  unworded(value: Value): string {
    return this.#at(value, 0, false, new Map());
  }

  /** Is told of a value that changed in place: its key before, and what it did not hold. */
  onChange: ((before: string, parts: readonly string[]) => void) | undefined;

  /** Forgets the keys of fields, after one of them was changed in place. */
  forget(): void {
    this.#fieldKeys = new WeakMap();
  }

  /** @param open the keys of fields with an open type, which are valid for this call only */
  #at(value: Value, depth: number, isWorded: boolean, open: FieldKeys): string {
    const { origin, nameOf, patch, calls, alternatives, fields, items } = value;
    const from = isWorded || origin?.names === undefined ? origin : { ...derived(origin), ...ANYWHERE };
    let key = `${keyOf(value.ty)} ${originKey(from)}`;
    if (value.live === true) key += ' live';
    if (value.variant !== undefined) key += ` ${value.variant}`;
    if (nameOf !== undefined) key += ` name of ${keyOf(nameOf)} in ${originKey(value.nameIn)}`;
    if (patch !== undefined) key += ` patch ${patch.apply}${patch.other}${patch.owners}`;
    if (value.owned === true) key += ' owned';
    if (value.channel !== undefined) key += ` channel ${this.#channelKey(value.channel)}`;
    if (calls !== undefined) for (const call of calls) key += ` ${callKey(call)}`;
    if (isWorded && alternatives !== undefined)
      key += ` any of ${alternatives.map((each) => this.#at(each, depth + 1, true, open)).join('|')}`;
    if (value.isAny === true) key += ' any';
    if (depth >= DEEPEST) return fields === undefined && items === undefined ? key : `${key} ${DEEPER}`;
    if (fields !== undefined) key += ` ${this.#ofFields(fields, depth, isWorded, open)}`;
    if (items !== undefined) key += ` [${items.map((each) => this.#at(each, depth + 1, true, open)).join(',')}]`;
    return key;
  }

  /** Channels that are made in different places receive different values, and so do those of other objects. */
  #channelKey({ made, sent, earlier }: Channel): string {
    const origin = originKey((sent ?? earlier?.[0])?.origin);
    if (typeof made === 'string') return `${made} ${origin}`;
    const known = this.#places.get(made) ?? (this.#placeCount += 1);
    this.#places.set(made, known);
    return `${known} ${origin}`;
  }

  #ofFields(fields: Fields, depth: number, isWorded: boolean, open: FieldKeys): string {
    const at = 2 * depth + Number(isWorded);
    const before = this.#fieldKeys.get(fields)?.[at] ?? open.get(fields)?.[at];
    if (before !== undefined) return before;
    let text = '';
    for (const [name, each] of fields) text += ` ${name}:{${this.#at(each, depth + 1, isWorded, open)}}`;
    // An open type may become known later.
    const isOpen = text.includes('?');
    const key = `${isOpen ? '?' : ''}${isCut(text) ? DEEPER : ''}${this.#texts.of(text)}`;
    const all = isOpen ? open : this.#fieldKeys;
    const keys = all.get(fields) ?? [];
    keys[at] = key;
    all.set(fields, keys);
    return key;
  }
}

/** The mark in a key for content that is too deep for it. */
const DEEPER = '…';

/** Whether the value of this key has content that is too deep for the key: values that differ only there have one key. */
export function isCut(key: string): boolean {
  return key.includes(DEEPER);
}

/** A key that is equal for functions that do the same: a generic one differs for each of its types. */
export function callKey(call: Callable): string {
  if (call.k === 'closure') return `closure ${call.id}`;
  if (call.k === 'native') return `native ${call.key}`;
  const { fn, generics, self } = call;
  return `fn ${fn.id} ${generics.map((ty) => keyOf(ty)).join()} ${self === undefined ? '' : keyOf(self)}`;
}
