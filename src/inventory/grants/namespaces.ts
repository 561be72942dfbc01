// Whether two objects are of one namespace, as far as the files tell.
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
