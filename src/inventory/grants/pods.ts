// The Pods that manifests run: the account of each, and its containers.
import { podSpecOf } from '../../kubernetes/pod-templates.ts';
import { once } from '../../once.ts';
import type { Manifest } from '../manifests.ts';
import { itemsAt, textAt, type Part } from '../part.ts';

export interface Pod {
  readonly manifest: Manifest;
  /** The name of its ServiceAccount, from the present field or the old one. */
  readonly account: string;
  readonly containers: readonly Part[];
}

/** One for each object that runs Pods; a patch by itself runs none. */
export const podsIn = once((manifests: readonly Manifest[]): readonly Pod[] =>
  manifests.flatMap((manifest) => {
    const { part, kind, apiVersion, patch } = manifest;
    const spec = patch ? undefined : podSpecOf({ apiVersion, kind });
    if (spec === undefined) return [];
    const account = textAt(part, ...spec, 'serviceAccountName') ?? textAt(part, ...spec, 'serviceAccount') ?? 'default';
    return [{ manifest, account, containers: lists.flatMap((list) => itemsAt(part, ...spec, list)) }];
  }),
);

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;
