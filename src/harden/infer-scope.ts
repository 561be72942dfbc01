// The reach of a controller, from its roles.
import type { Inventory } from '../inventory/inventory.ts';
import type { Role } from '../inventory/roles.ts';
import { found, guess, place, type Finds } from './reading.ts';

/** @param installNamespace the namespace of the controller: its rights there do not show what it watches */
export function scopeOf({ roles }: Inventory, installNamespace: string): Finds {
  const [first] = roles;
  if (first === undefined) return { scope: guess('cluster', 'no role is here') };
  const everywhere = roles.find((role) => role.reach === 'cluster' && !onlyAuthenticates(role));
  if (everywhere !== undefined) return { scope: found('cluster', place(everywhere.manifest)) };
  const watched = roles.flatMap(({ manifest }) => {
    const { namespace = '' } = manifest;
    return namespace === '' || namespace === installNamespace || namespace.includes('{{')
      ? []
      : [{ namespace, at: place(manifest) }];
  });
  const namespaces = [...new Set(watched.map(({ namespace }) => namespace))];
  const watchNamespaces =
    namespaces.length === 0 ? undefined : found(namespaces, watched.map(({ at }) => at).join(', '));
  return { scope: found('namespaced', place(first.manifest)), watchNamespaces };
}

/** The rights of a proxy in front of the metrics do not show what the controller watches. */
function onlyAuthenticates({ rules }: Role): boolean {
  return (
    rules.length > 0 &&
    rules.every(
      ({ groups, urls }) =>
        urls.length > 0 ||
        (groups.length > 0 && groups.every((group) => /^auth(entication|orization)\.k8s\.io$/.test(group))),
    )
  );
}
