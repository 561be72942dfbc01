// The behaviour of a controller, from the calls of its source and the rules of its roles.
import { lineAt } from '../formats/edit.ts';
import { builtInKinds } from '../kubernetes/kinds.ts';
import { ownableKinds } from '../kubernetes/ownable.ts';
import { isShipped } from '../inventory/shipped.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Need } from '../inventory/permissions.ts';
import { found, guess, place, type Finds, type Reading } from './reading.ts';

export function behaviourOf(inventory: Inventory): Finds {
  const crd = needsOf(inventory).find((need) => need.resource === 'customresourcedefinitions' && writes(need));
  return {
    owns: ownsOf(inventory),
    finalizer: finalizerOf(inventory),
    events: grantedOf(inventory, 'events', true),
    leaderElection: grantedOf(inventory, 'leases', false),
    metrics: inSource(inventory, /["'`]\/metrics["'`]/, true),
    crdInstall: crd && found('controller', place(crd)),
  };
}

/** The kinds that it creates: a kind that it only patches belongs to others. */
function ownsOf(inventory: Inventory): Reading {
  const created = needsOf(inventory).filter(({ verb }) => verb === 'create');
  const places = new Map(
    builtInKinds().flatMap(({ kind, plural, group }): (readonly [string, string])[] => {
      const need =
        ownableKinds.includes(kind) && kind !== 'Lease'
          ? created.find((one) => one.resource === plural && one.group === group)
          : undefined;
      return need === undefined ? [] : [[kind, place(need)]];
    }),
  );
  const kinds = [...places.keys()].sort();
  const missed = inventory.permissions?.unknown.length ?? 0;
  const where = several([...new Set(kinds.map((kind) => places.get(kind) ?? ''))]);
  if (kinds.length > 0)
    return missed === 0
      ? found(kinds, where)
      : guess(kinds, `${where}; ${missed} ${missed === 1 ? 'call was' : 'calls were'} not understood`);
  return guess(
    ['ConfigMap'],
    inventory.permissions === undefined
      ? 'its calls were not read, because it has no roles to compare them with'
      : 'no call creates a built-in kind',
  );
}

function several(places: readonly string[]): string {
  return places.length <= 4 ? places.join(', ') : `${places.slice(0, 3).join(', ')} and ${places.length - 3} more`;
}

function needsOf({ permissions }: Inventory): readonly Need[] {
  return permissions?.needs ?? [];
}

function writes({ verb }: Need): boolean {
  return verb === 'patch' || verb === 'create';
}

function finalizerOf(inventory: Inventory): Reading | undefined {
  const rust = [...inventory.repository.files.keys()].some((path) => path.endsWith('.rs'));
  const called = inSource(inventory, /\bfinalizer\s*\(/, true);
  if (called !== undefined || !rust) return called;
  const named = inSource(inventory, /\bfinalizers\b/, false);
  return named === undefined
    ? found(false, 'its source does not call finalizer()')
    : guess(false, `${named.because} names finalizers, but nothing calls finalizer()`);
}

/** The first line of Rust with a text, outside of tests and examples. */
function inSource({ repository }: Inventory, pattern: RegExp, value: boolean): Reading | undefined {
  for (const [path, text] of repository.files) {
    const match = path.endsWith('.rs') && isShipped(path) ? pattern.exec(text) : null;
    if (match !== null) return found(value, place({ path, line: lineAt(text, match.index) }));
  }
  return undefined;
}

/** Whether a role has a rule on a resource; without roles this is unknown. */
function grantedOf({ roles }: Inventory, resource: string, preset: boolean): Reading {
  if (roles.length === 0) return guess(preset, 'no role is here');
  for (const { rules } of roles) {
    const rule = rules.find(({ resources }) => resources.includes(resource));
    if (rule !== undefined) return found(true, place(rule));
  }
  return found(false, `no role grants ${resource}`);
}
