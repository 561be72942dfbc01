// What containers are told to run: their commands and arguments.
import { podSpecOf } from '../../kubernetes/pod-templates.ts';
import type { Manifest } from '../manifests.ts';
import { itemsAt, textAt, textsAt } from '../part.ts';
import { isForeign } from './accounts.ts';

/** A list for each container whose image may be built here: the words of its command, without folders, and of its arguments. */
export function argumentsOf(manifests: readonly Manifest[]): readonly (readonly string[])[] {
  return manifests.flatMap(({ part, kind, apiVersion, patch }) => {
    const pod = patch ? undefined : podSpecOf({ apiVersion, kind });
    const containers =
      pod === undefined ? [] : ['containers', 'initContainers'].flatMap((list) => itemsAt(part, ...pod, list));
    return containers
      .filter((container) => !isForeign({ image: textAt(container, 'image') ?? '' }))
      .map((container) => [
        ...textsAt(container, 'command').map((text) => text.split('/').at(-1) ?? ''),
        ...textsAt(container, 'args'),
      ]);
  });
}
