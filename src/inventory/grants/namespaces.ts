// Whether two objects are in the same namespace, as far as the files show.
import { groupBy } from '../../group-by.ts';
import { RELEASE_NAMESPACE } from '../chart/load.ts';

/** A namespace as written; undefined if the user chooses it at installation. */
export type Namespace = string | undefined;

/** Whether two namespaces may be the same: only two different literals are certainly not. */
export function mayBeSame(one: Namespace, other: Namespace): boolean {
  return isOpen(one) || isOpen(other) || one === other;
}

/** Whether only the installation decides the namespace. */
export function isOpen(namespace: Namespace): boolean {
  return namespace === undefined || namespace === RELEASE_NAMESPACE || namespace.includes('{{');
}

/**
 * Finds the objects that may be in a namespace without comparing each one: objects in thousands of namespaces may have
 * the same name.
 *
 * @returns the objects for which `mayBeSame` is true, in their order
 */
export function byNamespace<T>(
  all: readonly T[],
  namespaceOf: (one: T) => Namespace,
): (namespace: Namespace) => readonly T[] {
  const [open, written] = [new Set<T>(), groupBy(all, namespaceOf)];
  for (const [namespace, ones] of written) if (isOpen(namespace)) for (const one of ones) open.add(one);
  return (namespace) => {
    if (isOpen(namespace)) return all;
    const named = written.get(namespace) ?? [];
    if (open.size === 0) return named;
    const found = new Set([...open, ...named]);
    return all.filter((one) => found.has(one));
  };
}
