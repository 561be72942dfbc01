// The changes of functions to the lists, texts and cells that they borrow, by the contexts of their evaluation.

import { prune } from '../types/ty.ts';
import { absorb, join } from './join.ts';
import { typed, type Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';

export class Lent {
  readonly #changed = new Map<string, Map<number, Value>>();
  readonly #keys: ValueKeys;

  constructor(keys: ValueKeys) {
    this.#keys = keys;
  }

  /** An argument whose changes are recorded; the fields of a struct are shared with the caller anyway. */
  noting(arg: Value, key: string, at: number): Value {
    const ty = prune(arg.ty);
    if (ty.k !== 'nominal' || (ty.def.module !== undefined && arg.heldIn === undefined)) return arg;
    const changed = this.#changed.get(key) ?? new Map<number, Value>();
    this.#changed.set(key, changed);
    const put = (value: Value): void => void changed.set(at, join(changed.get(at) ?? value, value));
    return { ...arg, heldIn: [...(arg.heldIn ?? []), { fields: undefined, name: `${at} of ${key}`, put }] };
  }

  /** The arguments of a closure, of which those that are lent from a known place are recorded. */
  notingLent(args: readonly Value[], key: string): readonly Value[] {
    return args.map((arg, at) => (arg.heldIn === undefined ? arg : this.noting(arg, key, at)));
  }

  /** Repeats the changes of the evaluated call on the arguments of another call with the same context. */
  changeAgain(key: string, args: readonly Value[]): void {
    for (const [at, changed] of this.#changed.get(key) ?? []) {
      const arg = args[at];
      if (arg !== undefined) absorb(this.#keys, arg, typed(arg.ty, changed));
    }
  }
}
