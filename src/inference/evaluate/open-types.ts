// Open types if several methods may be meant: none of the methods alone decides them.

import { fresh, keyOf, prune, type Ty, unify, type Var } from '../types/ty.ts';
import { typed, type Value } from './value.ts';

export class OpenTypes {
  readonly #copies = new Map<Var, Ty[]>();

  /** The value for one of several methods: open parts of its type get new variables. */
  copy(value: Value): Value {
    const ty = this.#copyOf(value.ty, new Map(), 0);
    return ty === value.ty ? value : typed(ty, value);
  }

  #copyOf(given: Ty, own: Map<Var, Ty>, depth: number): Ty {
    const ty = prune(given);
    if (depth > 8) return ty;
    if (ty.k === 'var') {
      const known = own.get(ty);
      if (known !== undefined) return known;
      const copy = fresh();
      own.set(ty, copy);
      const copies = this.#copies.get(ty);
      if (copies === undefined) this.#copies.set(ty, [copy]);
      else copies.push(copy);
      return copy;
    }
    const inside = (each: Ty): Ty => this.#copyOf(each, own, depth + 1);
    if (ty.k === 'nominal' && ty.args.length > 0) return { ...ty, args: ty.args.map(inside) };
    if (ty.k === 'tuple') return { ...ty, items: ty.items.map(inside) };
    return ty;
  }

  /** Unifies what all the methods agree on. */
  settle(): void {
    for (const [open, copies] of this.#copies) {
      const found = copies.map(prune).filter(({ k }) => k !== 'var');
      const [first, ...others] = found;
      if (first !== undefined && others.every((each) => keyOf(each) === keyOf(first))) unify(open, first);
    }
    this.#copies.clear();
  }
}
