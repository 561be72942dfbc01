// The places that a node rule judges.
import { spoken } from '../../formats/helm/expression.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Container, Workload } from '../../inventory/workloads.ts';
import type { Manifest } from '../../inventory/manifests.ts';

/** One place: its content, and its name in messages. */
export interface Place {
  readonly reading: Reading;
  /** `Deployment "x"`, `container "y"`. */
  readonly of: string;
  /** The key, as people write it. */
  readonly key: string;
  /** Whether it is a patch of kustomize: a field that it lacks is in the object that it changes. */
  readonly partial?: boolean;
  /** The Pod around it, if any. */
  readonly workload?: Workload;
  /** The container around it, if any. */
  readonly container?: Container;
}

export type Where = (inventory: Inventory) => readonly Place[];

export function nameOf({ kind, label }: Manifest): string {
  return `${kind} ${label === '' ? '(without a name)' : label}`;
}

export function nameOfContainer({ name, workload }: Container): string {
  return `container ${spoken(name)} of ${nameOf(workload.manifest)}`;
}
