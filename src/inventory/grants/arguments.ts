// The commands and arguments of containers.
import type { Manifest } from '../manifests.ts';
import { textAt, textsAt } from '../part.ts';
import { isForeign } from './foreign-images.ts';
import { podsIn } from './pods.ts';

/**
 * A list for each container whose image may be built here: the words of its command, without folders, and of its
 * arguments.
 */
export function argumentsOf(manifests: readonly Manifest[]): readonly (readonly string[])[] {
  return podsIn(manifests)
    .flatMap(({ containers }) => containers)
    .filter((container) => !isForeign({ image: textAt(container, 'image') ?? '' }))
    .map((container) => [
      ...textsAt(container, 'command').map((text) => text.split('/').at(-1) ?? ''),
      ...textsAt(container, 'args'),
    ]);
}
