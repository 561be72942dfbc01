// Images and replicas of a kustomization.
import { once } from '../../once.ts';
import { groupBy } from '../../group-by.ts';
import type { YamlDocument } from '../../formats/yaml/file.ts';
import type { Origin } from '../origin.ts';
import { opened, partAt, scalarPart, textAt, withPart, type Part } from '../part.ts';
import { changedBelow } from './pod-parts.ts';
import { kindOf, namesOf, type Resource } from './resource.ts';
import { countChanged, isTooMuch, type Work } from './work.ts';

export interface ImageChange {
  readonly name: string;
  readonly newName: string | undefined;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly origin: Origin;
}

/** The images of containers and volumes at any depth, with the changes of the kustomization. */
export function withImages(
  resources: readonly Resource[],
  changes: readonly ImageChange[],
  work: Work,
): readonly Resource[] {
  if (changes.length === 0) return resources;
  const byName = groupBy(
    changes.map((change, at) => ({ ...change, at })),
    ({ name }) => name,
  );
  return resources.map((one) => ({ ...one, part: withImage(one.part, byName, work) }));
}

type Changes = ReadonlyMap<string, readonly (ImageChange & { readonly at: number })[]>;

/** The lists whose items have an image, and its key. */
const holders: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['image']],
  ['initContainers', ['image']],
  ['volumes', ['image', 'reference']],
]);

/**
 * Whether a document may have one of them: most have none, and need not be taken apart. A backslash may escape any of
 * its letters.
 */
const mayHold = once(({ file, root, offset }: YamlDocument): boolean => {
  const text = root === null ? '' : file.text.slice(offset + root.range[0], offset + root.range[2]);
  return text.includes('\\') || [...holders.keys()].some((key) => text.includes(key));
});

function withImage(part: Part, changes: Changes, work: Work): Part {
  return changedBelow(part, { keys: new Set(holders.keys()), mayHold }, (list, key) => {
    const open = opened(list);
    const keys = holders.get(key);
    if (open.k !== 'list' || keys === undefined) return list;
    const items = open.items.map((item) => renamedAt(item, keys, changes, work));
    return items.every((item, index) => item === open.items[index]) ? list : { ...open, items };
  });
}

/** One change may give an image the name that a later change is for. */
function renamedAt(item: Part, keys: readonly string[], changes: Changes, work: Work): Part {
  if (partAt(item, [keys[0] ?? '']) === undefined) return item;
  let current = item;
  for (let at = -1; ; ) {
    const image = textAt(current, ...keys);
    const [, name = '', tag = '', digest = ''] = /^([^@]*?)(:\w[\w.-]*)?(@[\s\S]*)?$/.exec(image ?? '') ?? [];
    const change = image === undefined ? undefined : changes.get(name)?.find((one) => one.at > at);
    if (change === undefined || isTooMuch(work)) return current;
    countChanged(0, 1, work);
    const after =
      change.digest !== undefined
        ? `${change.tag === undefined ? '' : `:${change.tag}`}@${change.digest}`
        : change.tag !== undefined
          ? `:${change.tag}`
          : `${tag}${digest}`;
    current = withPart(current, keys, scalarPart(`${change.newName ?? name}${after}`, change.origin));
    at = change.at;
  }
}

export interface Scale {
  readonly name: string;
  readonly count: number;
  readonly origin: Origin;
}

const scalable = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** The last change for an object wins. */
export function scaled(resources: readonly Resource[], scales: readonly Scale[]): readonly Resource[] {
  if (scales.length === 0) return resources;
  const byName = new Map(scales.map((scale, at) => [scale.name, { ...scale, at }]));
  return resources.map((resource) => {
    if (!scalable.includes(kindOf(resource))) return resource;
    const mine = namesOf(resource).flatMap((name) => byName.get(name) ?? []);
    const last = mine.reduce<(typeof mine)[number] | undefined>(
      (a, b) => (a !== undefined && a.at > b.at ? a : b),
      undefined,
    );
    return last === undefined
      ? resource
      : { ...resource, part: withPart(resource.part, ['spec', 'replicas'], scalarPart(last.count, last.origin)) };
  });
}
