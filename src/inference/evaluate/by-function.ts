// Impls by the names of their functions: a large program has thousands of impls, and each call looks up one name.

import { functionOf, type IndexedImpl } from './impl-fit.ts';

interface Found {
  /** The number of impls at that time: blocks with impls are added while the program is followed. */
  readonly of: number;
  readonly impls: readonly IndexedImpl[];
}

export class ByFunction {
  readonly #known = new Map<readonly IndexedImpl[], Map<string, Found>>();

  /** Those among some impls that have a function of the name, in Rust's order: a type's own before those of traits. */
  of(impls: readonly IndexedImpl[], name: string): readonly IndexedImpl[] {
    const byName = this.#known.get(impls) ?? new Map<string, Found>();
    this.#known.set(impls, byName);
    const known = byName.get(name);
    if (known?.of === impls.length) return known.impls;
    const named = impls.filter((each) => functionOf(each, name) !== undefined);
    const inOrder = [...named.filter(isOwn), ...named.filter((each) => !isOwn(each))];
    byName.set(name, { of: impls.length, impls: inOrder });
    return inOrder;
  }
}

function isOwn({ trait, impl }: IndexedImpl): boolean {
  return trait === undefined && impl.trait === undefined;
}
