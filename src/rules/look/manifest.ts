// Places in objects of one kind, in Pods and in containers.
import type { Key } from '../../formats/yaml/node.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container, Workload } from '../../inventory/workloads.ts';
import { nameOf, nameOfContainer, type Place, type Where } from './place.ts';

/** A dotted path in each object of a kind. */
export function manifest(kind: string, path: string): Where {
  const keys = keysOf(path);
  return ({ manifests }) =>
    manifests
      .filter((one) => one.kind === kind)
      .map((one) => ({ reading: readManifest(one, keys), of: nameOf(one), key: path, partial: one.patch }));
}

/** A dotted path in the spec of each Pod. */
export function pod(path: string): Where {
  const keys = keysOf(path);
  return ({ workloads }) => workloads.map((workload) => podPlace(workload, path, keys));
}

/** A dotted path in each container. */
export function container(path: string, { initial = true }: { readonly initial?: boolean } = {}): Where {
  const keys = keysOf(path);
  return ({ workloads }) =>
    workloads.flatMap(({ containers }) =>
      containers.filter((one) => initial || !one.initial).map((one) => containerPlace(one, path, keys)),
    );
}

/** A field that a container inherits from its Pod unless it has its own. */
export function podOrContainer(path: string): Where {
  const keys = keysOf(path);
  return ({ workloads }) =>
    workloads.flatMap((workload) => {
      const shared = podPlace(workload, path, keys);
      const own = workload.containers.map((one) => containerPlace(one, path, keys));
      const set = own.filter(({ reading }) => reading.state !== 'absent');
      return workload.containers.length > 0 && set.length === own.length ? own : [shared, ...set];
    });
}

function podPlace(workload: Workload, path: string, below: readonly Key[]): Place {
  const { manifest: one, pod: keys } = workload;
  return {
    workload,
    reading: readManifest(one, [...keys, ...below]),
    of: nameOf(one),
    key: path,
    partial: one.patch,
  };
}

function containerPlace(container: Container, path: string, below: readonly Key[]): Place {
  const { workload, keys } = container;
  const { manifest: one } = workload;
  return {
    workload,
    container,
    reading: readManifest(one, [...keys, ...below]),
    of: nameOfContainer(container),
    key: path,
    partial: one.patch,
  };
}

function keysOf(path: string): readonly Key[] {
  return path.split('.');
}
