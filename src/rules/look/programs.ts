// What the programs need that run with a role, and what the one comparison says of its rules.
import type { Inventory } from '../../inventory/inventory.ts';
import { nameInFile, readManifest } from '../../inventory/manifests.ts';
import type { Comparison, HeldPermissions, Judged } from '../../inventory/permissions.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';

/** Undefined where nothing was inferred. Where the workloads do not tell who runs with the role, all programs count. */
export function permissionsOf(
  { manifest }: Pick<Role, 'manifest'>,
  { permissions }: Inventory,
): HeldPermissions | undefined {
  return permissions?.byRole.get(nameInFile(manifest)) ?? permissions;
}

export type RuleJudged = Pick<Comparison, 'excess' | 'used'>;

/** What of a rule no program needs, and what one does; neither where it is granted to no program here. */
export function judgedIn({ role, keys, verbs }: PolicyRule, { excess, used }: Comparison): RuleJudged {
  const places = new Set(
    verbs.map((verb, index) => {
      const { document, line } = readManifest(role, [...keys, 'verbs', index]);
      return `${document.file.path}:${line} ${verb}`;
    }),
  );
  const isHere = ({ path, line, verb }: Judged): boolean =>
    places.has(`${path}:${line} ${verb}`) || places.has(`${path}:${line} *`);
  return { excess: excess.filter(isHere), used: used.filter(isHere) };
}
