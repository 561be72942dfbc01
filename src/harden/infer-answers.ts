// The answers of the generator that a repository shows.
import { settle, type Given } from '../answers/resolve.ts';
import type { Origin } from '../formats/remote-url.ts';
import type { Repository } from '../repo/repository.ts';
import { inventoryOf, type Known } from '../inventory/inventory.ts';
import { behaviourOf } from './infer-behaviour.ts';
import { deliveryOf } from './infer-delivery.ts';
import { installNamespaceOf } from './infer-namespace.ts';
import { descriptionOf, licenseOf, nameOf, sourceOf } from './infer-project.ts';
import { resourceOf } from './infer-resource.ts';
import { scopeOf } from './infer-scope.ts';
import { guess, valuesOf, without, type Finds, type Readings } from './reading.ts';

/** Facts about a repository besides its files. */
export interface Around extends Pick<Known, 'permissions' | 'before'> {
  /** The remote from which git pulls. */
  readonly origin?: Origin | undefined;
  /** The name of its directory. */
  readonly directory?: string | undefined;
}

/** The answers that can be read from a repository; a missing or unacceptable one is left out or guessed. */
export function inferAnswers(repository: Repository, { origin, directory, ...known }: Around = {}): Readings {
  const inventory = inventoryOf(repository, known);
  const { source, forge } = sourceOf(inventory, origin) ?? {};
  const name = nameOf(inventory, source, directory);
  const installNamespace = installNamespaceOf(inventory, String(name?.value ?? ''));
  const finds: Finds = {
    name,
    description: descriptionOf(inventory),
    ...scopeOf(inventory, String(installNamespace?.value ?? '')),
    installNamespace,
    ...resourceOf(inventory, String(name?.value ?? '')),
    ...behaviourOf(inventory),
    ...deliveryOf(inventory, source?.sure === true ? forge : undefined),
    repository: source,
    license: licenseOf(inventory),
  };
  return acceptable(
    Object.fromEntries(
      Object.entries(finds).flatMap(([key, reading]) => (reading === undefined ? [] : [[key, reading]])),
    ),
  );
}

/** A value that its own declaration refuses would stop everything, although no user chose it. */
function acceptable(readings: Readings, refusals: Given = {}): Readings {
  const { values, refused } = settle(valuesOf(readings), { defaults: true });
  const first = refused.find(({ key }) => key in readings);
  const reading = first && readings[first.key];
  if (first !== undefined && reading !== undefined) {
    return acceptable(without(readings, [first.key]), {
      ...refusals,
      [first.key]: `${reading.because}: ${JSON.stringify(reading.value)} ${first.reason}`,
    });
  }
  // A default that is derived from a name such as kube-x would be a namespace of Kubernetes itself.
  const wrong = Object.fromEntries(
    refused.flatMap(({ key }) =>
      key in fallbacks ? [[key, guess(fallbacks[key] ?? '', 'no default follows from the name')]] : [],
    ),
  );
  const instead = Object.entries(refusals).flatMap(([key, why]) => {
    const value = wrong[key]?.value ?? values.get(key);
    return value === undefined ? [] : [[key, guess(value, String(why))] as const];
  });
  return { ...wrong, ...Object.fromEntries(instead), ...readings };
}

const fallbacks: Given = { installNamespace: 'controller-system', watchNamespaces: ['controller'] };
