// Whether two objects are of one namespace, as far as the files tell.
import { groupBy } from '../../group-by.ts';
import { RELEASE_NAMESPACE } from '../chart/load.ts';

/** A namespace as it is written; undefined where whoever installs it says which. */
export type Namespace = string | undefined;

/** Whether two namespaces may be one: only two that are written out and differ are surely not. */
export function mayBeSame(one: Namespace, other: Namespace): boolean {
  return isOpen(one) || isOpen(other) || one === other;
}

/** Whether only the installation tells which namespace it is. */
export function isOpen(namespace: Namespace): boolean {
  return namespace === undefined || namespace === RELEASE_NAMESPACE || namespace.includes('{{');
}

/**
 * Finds what may be of a namespace without trying one by one: in thousands of namespaces objects have the same name.
 *
 * @returns the same ones that `mayBeSame` takes, in their order
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
