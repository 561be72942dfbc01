// The Pods that a repository runs, and their containers.
import type { Key } from '../formats/yaml/node.ts';
import { podSpecOf } from '../kubernetes/pod-templates.ts';
import { itemsOf } from '../formats/yaml/values.ts';
import { once } from '../once.ts';
import { readManifest, writtenAt, type Manifest } from './manifests.ts';

export interface Workload {
  readonly manifest: Manifest;
  /** The keys of the Pod's spec. */
  readonly pod: readonly Key[];
  readonly containers: readonly Container[];
}

export interface Container {
  readonly workload: Workload;
  readonly keys: readonly Key[];
  readonly name: string;
  readonly initial: boolean;
}

/** The lists of containers of a Pod. */
export const containerLists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

export function workloadsOf(manifests: readonly Manifest[]): readonly Workload[] {
  return manifests.flatMap((manifest) => {
    const pod = podSpecOf(manifest);
    if (pod === undefined || readManifest(manifest, pod).state === 'absent') return [];
    const containers: Container[] = [];
    const workload: Workload = { manifest, pod, containers };
    for (const list of containerLists) containers.push(...containersIn(workload, list));
    return [workload];
  });
}

function containersIn(workload: Workload, list: (typeof containerLists)[number]): readonly Container[] {
  const { manifest, pod } = workload;
  return itemsOf(readManifest(manifest, [...pod, list])).flatMap((_, index) => {
    const keys = [...pod, list, index];
    const { state, value } = readManifest(manifest, keys);
    // An item that the chart inserts is unknown; the items after it are known.
    if (state !== 'present' || typeof value !== 'object') return [];
    return [
      {
        workload,
        keys,
        name: writtenAt(manifest, [...keys, 'name']) ?? String(index + 1),
        initial: list === 'initContainers',
      },
    ];
  });
}

/** The labels of the Pods, if they are known. */
export const podLabels = once(({ manifest, pod }: Workload): Readonly<Record<string, unknown>> => {
  const { value } = readManifest(manifest, [...pod.slice(0, -1), 'metadata', 'labels']);
  return typeof value === 'object' && value !== null ? { ...value } : {};
});
