// What the programs need that run with a role, and what the one comparison says of its rules.
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

/** Whether what runs with the role is of others: of every Pod that has an account of it, others build all images. */
export function isHeldByOthers({ bindings }: Role, { manifests }: Inventory): boolean {
  const accounts = new Set(bindings.flatMap((binding) => accountsOf(binding, manifests)));
  const pods = podsIn(manifests).filter(({ account }) => accounts.has(account));
  return (
    pods.length > 0 &&
    pods.every(({ containers }) => containers.every((one) => isForeign({ image: textAt(one, 'image') ?? '' })))
  );
}

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
  const lines = new Set([...places].map((place) => place.slice(0, place.lastIndexOf(' '))));
  const here = <T extends Judged>(all: readonly T[]): readonly T[] =>
    [...lines]
      .flatMap((line) => byLine(all).get(line) ?? [])
      .sort((one, other) => one - other)
      .flatMap((index) => all[index] ?? [])
      .filter(isHere);
  return { excess: here(excess), used: here(used) };
}

/** A repository has as many rules as verbs that were judged: each of them looks at its own lines alone. */
const byLine = once((all: readonly Judged[]) =>
  groupBy(all.keys(), (index) => `${all[index]?.path}:${all[index]?.line}`),
);
