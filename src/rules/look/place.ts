// Where a node rule looks.
import { spoken } from '../../formats/helm/expression.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Container, Workload } from '../../inventory/workloads.ts';
import type { Manifest } from '../../inventory/manifests.ts';

/** One place: what stands there, and how a message names it. */
export interface Place {
  readonly reading: Reading;
  /** `Deployment "x"`, `container "y"`. */
  readonly of: string;
  /** The key as people write it. */
  readonly key: string;
  /** A patch of kustomize: what it does not say is said elsewhere. */
  readonly partial?: boolean;
  /** The Pod that it is a part of, if any. */
  readonly workload?: Workload;
  /** The container that it is a part of, if any. */
  readonly container?: Container;
}

export type Where = (inventory: Inventory) => readonly Place[];

export function nameOf({ kind, label }: Manifest): string {
  return `${kind} ${label === '' ? '(without a name)' : label}`;
}

export function nameOfContainer({ name, workload }: Container): string {
  return `container ${spoken(name)} of ${nameOf(workload.manifest)}`;
}
