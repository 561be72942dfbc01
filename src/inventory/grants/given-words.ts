// Variables and arguments of containers: they may contain names that a program uses and its source does not.
import type { Manifest } from '../manifests.ts';
import { itemsAt, textAt, textsAt } from '../part.ts';
import { podsIn } from './pods.ts';

/** The values of the variables and the arguments of the Pods that run as `account`, or of all. */
export function givenWords(manifests: readonly Manifest[], account: string | undefined): ReadonlySet<string> {
  const containers = podsIn(manifests)
    .filter((pod) => account === undefined || pod.account === account)
    .flatMap((pod) => pod.containers);
  return new Set(
    containers.flatMap((container) => [
      ...itemsAt(container, 'env').flatMap((variable) => textAt(variable, 'value') ?? []),
      ...['command', 'args'].flatMap((list) =>
        textsAt(container, list).map((word) => word.slice(word.indexOf('=') + 1)),
      ),
    ]),
  );
}
