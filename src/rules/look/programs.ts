// What the programs need that run with a role.
import type { Inventory } from '../../inventory/inventory.ts';
import { nameInFile } from '../../inventory/manifests.ts';
import type { HeldPermissions, Need } from '../../inventory/permissions.ts';
import type { Role } from '../../inventory/roles.ts';

/** Undefined where nothing was inferred. Where the workloads do not tell who runs with the role, all programs count, and with several workloads others may. */
export function permissionsOf(
  { manifest }: Pick<Role, 'manifest'>,
  { permissions, workloads }: Inventory,
): HeldPermissions | undefined {
  if (permissions === undefined) return undefined;
  const held = permissions.byRole?.get(nameInFile(manifest));
  return held ?? { ...permissions, shared: workloads.filter((one) => !one.manifest.patch).length > 1 };
}

/** Why permissions that no call was found for may be used all the same. */
export function doubtOf(
  { complete, unknown, needs, shared }: HeldPermissions,
  inventory: Inventory,
): string | undefined {
  const [call] = unknown;
  if (!complete)
    return `but not every call was understood${call === undefined ? '' : `, such as ${call.path}:${call.line}`}`;
  // Jobs beside a controller often run programs of others, which nobody inferred.
  if (shared) return 'but another of the programs that are installed may';
  // The API server lets nobody grant what they do not hold, but for those who may `escalate` or `bind`.
  const writer = needs.find(
    (need) => (need.verb === 'escalate' || need.verb === 'bind') && !mayAlways(need, inventory),
  );
  return writer === undefined
    ? undefined
    : `but roles are written at ${writer.path}:${writer.line}, and what they grant must be held`;
}

/** Whether a role of the same program grants it; a binding names a Role or a ClusterRole, and which is not known. */
function mayAlways(need: Need, inventory: Inventory): boolean {
  return inventory.roles.some(
    (role) =>
      role.rules.some(({ groups, verbs }) => groups.includes(need.group) && verbs.includes(need.verb)) &&
      permissionsOf(role, inventory)?.needs.some((other) => isSameCall(other, need)) === true,
  );
}

/** The same call; another program may have a call of its own that needs the same. */
export function isSameCall(one: Need, other: Need): boolean {
  return (
    one.verb === other.verb &&
    one.resource === other.resource &&
    one.group === other.group &&
    one.path === other.path &&
    one.line === other.line
  );
}
