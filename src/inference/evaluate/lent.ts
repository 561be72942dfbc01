// What functions put into the lists, texts and cells that they are lent, by the contexts in which they were evaluated.

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

  /** An argument whose changes are noted; the fields of a struct are shared with the caller anyway. */
  noting(arg: Value, key: string, at: number): Value {
    const ty = prune(arg.ty);
    if (ty.k !== 'nominal' || ty.def.module !== undefined) return arg;
    const changed = this.#changed.get(key) ?? new Map<number, Value>();
    this.#changed.set(key, changed);
    const put = (value: Value): void => void changed.set(at, join(changed.get(at) ?? value, value));
    return { ...arg, heldIn: [...(arg.heldIn ?? []), { fields: undefined, name: `${at} of ${key}`, put }] };
  }

  /** Changes the arguments of a call as its context changed those of the call that was evaluated. */
  changeAgain(key: string, args: readonly Value[]): void {
    for (const [at, changed] of this.#changed.get(key) ?? []) {
      const arg = args[at];
      if (arg !== undefined) absorb(this.#keys, arg, typed(arg.ty, changed));
    }
  }
}
