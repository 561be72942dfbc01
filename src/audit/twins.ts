// Roles and bindings that are in a chart and also in plain manifests: one decision settles both.
import { plainOf } from '../inventory/part.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isBinding, isRole, roleNameOf } from '../inventory/grants/bindings.ts';
import { isSameInSomeRelease } from '../inventory/grants/release-names.ts';
import type { Manifest } from '../inventory/manifests.ts';
import { fieldOf } from '../formats/yaml/values.ts';
import { nameOf } from '../rules/look/place.ts';

/** The name of an object of a chart, as in findings → the name of its plain copy. */
export function twinsOf({ manifests }: Pick<Inventory, 'manifests'>): ReadonlyMap<string, string> {
  const all = manifests.filter((one) => !one.patch && (isRole(one) || isBinding(one)));
  const plain = all.filter(({ chart }) => chart === undefined);
  const charted = all.filter(({ chart }) => chart !== undefined);
  if (plain.length === 0 || charted.length === 0) return new Map();
  const triples = new Map(all.filter(isRole).map((role) => [role, triplesOf(role)] as const));
  const twins = new Map<string, string>();
  for (const one of charted) {
    const others = plain.filter(({ kind }) => kind === one.kind);
    const named = others.filter((other) => isSameName(one.name, other.name) && isAlike(one, other));
    // Many similar objects are not copies of each other.
    const alike =
      named.length > 0 || charted.length * plain.length > 400
        ? named
        : others.filter((other) => isCopy(triples.get(one), triples.get(other)));
    const [twin, second] = alike;
    if (twin !== undefined && second === undefined) twins.set(nameOf(one), nameOf(twin));
  }
  return twins;
}

/**
 * `{release}-a` is the same as `a` in a release of that name, or with the name of the release before it or without one.
 */
function isSameName(templated: string, fixed: string): boolean {
  return templated === fixed || isSameInSomeRelease(templated, fixed);
}

/** Roles with a permission in common, and bindings to the same role. */
function isAlike(charted: Manifest, plain: Manifest): boolean {
  if (isBinding(charted)) return isSameName(roleNameOf(charted), roleNameOf(plain));
  const granted = triplesOf(plain);
  return [...triplesOf(charted)].some((one) => granted.has(one));
}

/** One may be older than the other: each grants most of what the other grants. */
function isCopy(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean {
  const shared = [...a].filter((one) => b.has(one)).length;
  return shared > 0 && shared >= 0.6 * Math.max(a.size, b.size);
}

/** Each verb on each resource of each group, with the names that limit it. */
function triplesOf({ part }: Manifest): ReadonlySet<string> {
  const rules = fieldOf(plainOf(part), 'rules');
  return new Set(
    (Array.isArray(rules) ? rules : []).flatMap((rule: unknown) => {
      const list = (key: string): readonly string[] => {
        const found = fieldOf(rule, key);
        return Array.isArray(found) ? found.map(String) : [];
      };
      const names = [...list('resourceNames')].sort().join(' ');
      return list('apiGroups').flatMap((group) =>
        list('resources').flatMap((resource) =>
          list('verbs').map((verb) => JSON.stringify([group, resource, verb, names])),
        ),
      );
    }),
  );
}
