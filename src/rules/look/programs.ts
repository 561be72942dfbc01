// The needs of the programs with a role, and the result of the comparison for its rules.
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import { accountsOf } from '../../inventory/grants/bindings.ts';
import { isForeign } from '../../inventory/grants/foreign-images.ts';
import { podsIn } from '../../inventory/grants/pods.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { nameInFile, readManifest } from '../../inventory/manifests.ts';
import type { Comparison, HeldPermissions, Judged } from '../../inventory/permissions.ts';
import { textAt } from '../../inventory/part.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';

/** Whether others build all images of the Pods with this role. */
export function isHeldByOthers({ bindings }: Role, { manifests }: Inventory): boolean {
  const accounts = new Set(bindings.flatMap((binding) => accountsOf(binding, manifests)));
  const pods = podsIn(manifests).filter(({ account }) => accounts.has(account));
  return (
    pods.length > 0 &&
    pods.every(({ containers }) => containers.every((one) => isForeign({ image: textAt(one, 'image') ?? '' })))
  );
}

/** Undefined if nothing was inferred. If no workload shows which program has the role, all programs count. */
export function permissionsOf(
  { manifest }: Pick<Role, 'manifest'>,
  { permissions }: Inventory,
): HeldPermissions | undefined {
  return permissions?.byRole.get(nameInFile(manifest)) ?? permissions;
}

export type RuleJudged = Pick<Comparison, 'excess' | 'used'>;

/**
 * The permissions of a rule that no program needs, and those that one does; neither if no program here has the rule.
 */
export function judgedIn({ role, keys, verbs }: PolicyRule, { excess, used }: Comparison): RuleJudged {
  const places = new Set(
    verbs.map((verb, index) => {
      const { document, line } = readManifest(role, [...keys, 'verbs', index]);
      return `${document.file.path}:${line} ${verb}`;
    }),
  );
  const isHere = ({ path, line, verb }: Judged): boolean =>
    places.has(`${path}:${line} ${verb}`) || places.has(`${path}:${line} *`);
  const lines = new Set([...places].map((place) => place.slice(0, place.lastIndexOf(' '))));
  const here = <T extends Judged>(all: readonly T[]): readonly T[] =>
    [...lines]
      .flatMap((line) => byLine(all).get(line) ?? [])
      .sort((one, other) => one - other)
      .flatMap((index) => all[index] ?? [])
      .filter(isHere);
  return { excess: here(excess), used: here(used) };
}

/** A repository has a rule for each judged verb, and each rule reads only its own lines. */
const byLine = once((all: readonly Judged[]) =>
  groupBy(all.keys(), (index) => `${all[index]?.path}:${all[index]?.line}`),
);
