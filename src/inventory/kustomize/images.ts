// Images and replicas of a kustomization.
import { opened, partAt, scalarPart, textAt, withPart, type Origin, type Part } from '../part.ts';
import { changedBelow } from './pod-parts.ts';
import { kindOf, namesOf, type Resource } from './resource.ts';

export interface ImageChange {
  readonly name: string;
  readonly newName: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly origin: Origin;
}

/** The images of containers and volumes, wherever they stand, as the kustomization names them. */
export function withImages(resources: readonly Resource[], changes: readonly ImageChange[]): readonly Resource[] {
  return changes.reduce((all, change) => all.map((one) => ({ ...one, part: withImage(one.part, change) })), resources);
}

/** The lists whose items have an image, and where. */
const holders: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['image']],
  ['initContainers', ['image']],
  ['volumes', ['image', 'reference']],
]);

function withImage(part: Part, change: ImageChange): Part {
  return changedBelow(part, new Set(holders.keys()), (list, key) => {
    const open = opened(list);
    const keys = holders.get(key);
    if (open.k !== 'list' || keys === undefined) return list;
    const items = open.items.map((item) => renamedAt(item, keys, change));
    return items.every((item, index) => item === open.items[index]) ? list : { ...open, items };
  });
}

function renamedAt(item: Part, keys: readonly string[], change: ImageChange): Part {
  const image = partAt(item, [keys[0] ?? '']) === undefined ? undefined : textAt(item, ...keys);
  const [, name = '', tag = '', digest = ''] = /^([^@]*?)(:\w[\w.-]*)?(@[\s\S]*)?$/.exec(image ?? '') ?? [];
  if (image === undefined || change.name !== name) return item;
  const after =
    change.digest !== undefined
      ? `${change.tag === undefined ? '' : `:${change.tag}`}@${change.digest}`
      : change.tag !== undefined
        ? `:${change.tag}`
        : `${tag}${digest}`;
  return withPart(item, keys, scalarPart(`${change.newName ?? name}${after}`, change.origin));
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
