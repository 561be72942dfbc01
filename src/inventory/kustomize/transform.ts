// Labels, annotations, images and replicas of a kustomization.
import { podSpecOf } from '../../kubernetes/pod-templates.ts';
import { opened, partAt, scalarPart, textAt, withPart, type Origin, type Part } from '../part.ts';
import { changedBelow } from './pod-parts.ts';
import { kindOf, namesOf, type Resource } from './resource.ts';

/** Pairs below `keys` of an object, each from its own place. */
function withPairs(part: Part, keys: readonly string[], pairs: ReadonlyMap<string, Part>): Part {
  return [...pairs].reduce((now, [key, value]) => withPart(now, [...keys, key], value), part);
}

export interface LabelsOf {
  readonly pairs: ReadonlyMap<string, Part>;
  readonly selectors: boolean;
  readonly templates: boolean;
}

/** Labels of the objects, and where that is asked for those of their selectors and Pods. */
export function labelled(
  resources: readonly Resource[],
  { pairs, selectors, templates }: LabelsOf,
): readonly Resource[] {
  return resources.map((resource) => {
    let part = withPairs(resource.part, ['metadata', 'labels'], pairs);
    const pod = podSpecOf({ apiVersion: textAt(part, 'apiVersion'), kind: kindOf(resource) });
    const template = pod !== undefined && pod.length > 1 ? pod.slice(0, -1) : undefined;
    if (template !== undefined && (selectors || templates))
      part = withPairs(part, [...template, 'metadata', 'labels'], pairs);
    if (selectors && template !== undefined && !['Job', 'CronJob', 'PodTemplate'].includes(kindOf(resource)))
      part = withPairs(
        part,
        kindOf(resource) === 'ReplicationController' ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'],
        pairs,
      );
    if (selectors && kindOf(resource) === 'Service') part = withPairs(part, ['spec', 'selector'], pairs);
    if (
      selectors &&
      kindOf(resource) === 'PodDisruptionBudget' &&
      partAt(part, ['spec', 'selector', 'matchLabels']) !== undefined
    )
      part = withPairs(part, ['spec', 'selector', 'matchLabels'], pairs);
    if (
      selectors &&
      kindOf(resource) === 'NetworkPolicy' &&
      partAt(part, ['spec', 'podSelector', 'matchLabels']) !== undefined
    )
      part = withPairs(part, ['spec', 'podSelector', 'matchLabels'], pairs);
    return { ...resource, part };
  });
}

export function annotated(resources: readonly Resource[], pairs: ReadonlyMap<string, Part>): readonly Resource[] {
  return resources.map((resource) => {
    const part = withPairs(resource.part, ['metadata', 'annotations'], pairs);
    const pod = podSpecOf({ apiVersion: textAt(part, 'apiVersion'), kind: kindOf(resource) });
    return {
      ...resource,
      part:
        pod === undefined || pod.length === 1
          ? part
          : withPairs(part, [...pod.slice(0, -1), 'metadata', 'annotations'], pairs),
    };
  });
}

export interface ImageChange {
  readonly name: string;
  readonly newName: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly origin: Origin;
}

/** The images of containers, wherever they stand, as the kustomization names them. */
export function withImages(resources: readonly Resource[], changes: readonly ImageChange[]): readonly Resource[] {
  if (changes.length === 0) return resources;
  const lists = new Set(['containers', 'initContainers']);
  return resources.map((resource) => ({
    ...resource,
    part: changedBelow(resource.part, lists, (list) => {
      const open = opened(list);
      if (open.k !== 'list') return list;
      const items = open.items.map((container) => withImage(container, changes));
      return items.every((item, index) => item === open.items[index]) ? list : { ...open, items };
    }),
  }));
}

function withImage(container: Part, changes: readonly ImageChange[]): Part {
  const image = textAt(container, 'image');
  const [, name = '', tag = '', digest = ''] = /^([^@]*?)(:\w[\w.-]*)?(@[\s\S]*)?$/.exec(image ?? '') ?? [];
  const change = changes.find((one) => one.name === name);
  if (image === undefined || change === undefined) return container;
  const after =
    change.digest !== undefined
      ? `${change.tag === undefined ? '' : `:${change.tag}`}@${change.digest}`
      : change.tag !== undefined
        ? `:${change.tag}`
        : `${tag}${digest}`;
  return withPart(container, ['image'], scalarPart(`${change.newName ?? name}${after}`, change.origin));
}

export function scaled(
  resources: readonly Resource[],
  name: string,
  count: number,
  origin: Origin,
): readonly Resource[] {
  const kinds = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
  return resources.map((resource) =>
    kinds.includes(kindOf(resource)) && namesOf(resource).includes(name)
      ? { ...resource, part: withPart(resource.part, ['spec', 'replicas'], scalarPart(count, origin)) }
      : resource,
  );
}
