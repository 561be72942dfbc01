// Unknown parts of the grants: roles outside of the repository, and rules that a chart computes.
import { once } from '../../once.ts';
import { standardRole } from '../../kubernetes/standard-roles.ts';
import type { Manifest } from '../manifests.ts';
import { itemsAt, partAt, readPart, textAt, type Part } from '../part.ts';
import { accountsOf, bindingsIn, roleNameOf, rolesIn, rolesOf } from './bindings.ts';
import { isOpen } from './namespaces.ts';

/** A part of the manifests whose grants are unknown. */
export interface UnreadPart {
  readonly path: string;
  readonly line: number;
  readonly why: string;
  /** Whether a value of the chart that switches it on grants it. */
  readonly isOff?: boolean;
}

/**
 * Bindings of a ServiceAccount to roles outside of the repository, or to roles that others of the cluster extend: their
 * grants are unknown.
 */
export function foreignRoles(
  manifests: readonly Manifest[],
  serviceAccount: string | undefined,
): readonly UnreadPart[] {
  const roles = rolesIn(manifests);
  return bindingsIn(manifests).flatMap((binding) => {
    const names = accountsOf(binding, manifests);
    if (names.length === 0 || (serviceAccount !== undefined && !names.includes(serviceAccount))) return [];
    const found = rolesOf(binding, roles);
    if (found.length > 0) return found.flatMap(openRole);
    const name = roleNameOf(binding);
    const standard = standardRole(name);
    if (standard?.aggregated === false) return [];
    const why =
      standard === undefined
        ? `The role ${name}${placeWords(binding)} is not in this repository, so what it grants is not known.`
        : `Other roles of a cluster add to the role ${name}, so what else it grants is not known.`;
    return [{ ...placeOf(partAt(binding.part, ['roleRef']) ?? binding.part), why }];
  });
}

/** Every ClusterRole of a cluster with the labels of an `aggregationRule` adds its rules to that role. */
function openRole({ name, part }: Manifest): readonly UnreadPart[] {
  const rule = partAt(part, ['aggregationRule']);
  const why = `Other roles of a cluster add to the role ${name}, so what else it grants is not known.`;
  return rule === undefined ? [] : [{ ...placeOf(rule), why }];
}

function placeWords({ part, namespace }: Manifest): string {
  const isRole = textAt(part, 'roleRef', 'kind') === 'Role';
  return isRole && !isOpen(namespace) ? ` of the namespace ${namespace}` : '';
}

/** Rules of the roles that a chart computes, so that their grants are unknown. */
export const unreadRules = once((manifests: readonly Manifest[]): readonly UnreadPart[] =>
  rolesIn(manifests).flatMap(({ part }) => {
    if (part.k === 'map' && part.open !== undefined)
      return [{ ...placeOf(part), why: `What this role grants besides is not known: ${part.open}.` }];
    const rules = partAt(part, ['rules']);
    const parts = [...(rules === undefined ? [] : [rules]), ...itemsAt(part, 'rules')];
    const lists = itemsAt(part, 'rules').flatMap((rule) =>
      ['apiGroups', 'resources', 'verbs', 'nonResourceURLs'].flatMap((key) =>
        [partAt(rule, [key]) ?? [], itemsAt(rule, key)].flat(),
      ),
    );
    const tooMuch = itemsAt(part, 'rules').filter(isTooMuch);
    return [...parts, ...lists, ...tooMuch].flatMap((one) => {
      if (tooMuch.includes(one))
        return [{ ...placeOf(one), why: 'What this grants is not known: it is more than can be compared.' }];
      const { state, why } = readPart(one, []);
      return state === 'unknown'
        ? [{ ...placeOf(one), why: `What this grants is not known: ${why ?? 'it only shows when it renders'}.` }]
        : [];
    });
  }),
);

/**
 * Four short lists of one rule grant as many permissions as the product of their lengths. No real repository grants one
 * account so many.
 */
export const mostGrants = 60_000;

/** Whether one rule alone grants more than can be compared. */
export function isTooMuch(rule: Part): boolean {
  const [groups = 0, resources = 0, verbs = 0, names = 0] = ['apiGroups', 'resources', 'verbs', 'resourceNames'].map(
    (key) => itemsAt(rule, key).length,
  );
  return groups * resources * verbs * (1 + names) > mostGrants;
}

/** The file and line of a part, and the `if`s of a chart around it. */
export function placeOf(part: Part): { readonly path: string; readonly line: number } {
  const { document, line } = readPart(part, []);
  return { path: document.file.path, line };
}
