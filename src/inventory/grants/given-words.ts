// What containers are given as variables and arguments: names among it are what a program may use, and its source does not say.
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
