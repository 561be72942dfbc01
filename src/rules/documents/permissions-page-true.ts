// The permissions in docs/security.md are those that the roles grant, and its lines of Rust exist.
import { groupBy } from '../../group-by.ts';
import { leadsTo, pagePath, pageRows, type PageRow } from '../../inventory/permissions-page.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Right, Role } from '../../inventory/roles.ts';
import { once } from '../../once.ts';
import type { Need } from '../../inventory/permissions.ts';
import { subjects } from '../look/bindings.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about } from '../sight.ts';

export const permissionsPageTrue = defineRule({
  id: 'permissions-page-true',
  title: 'The page of permissions matches the roles',
  why: 'A reviewer decides by this page. A row without a permission in the roles, or a permission without a row, misleads them.',
  group: 'Documents',
  severity: 'low',
  reference: pages.operators,
  profile: 'regular',
  advice: 'Run `create-kube-secure-controller rbac --write`: it writes the roles and the rows of the page.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const rows = pageRows(inventory.repository.files.get(pagePath) ?? '');
    if (rows.length === 0) return [];
    const rights = rightsOf(inventory);
    if (rights === undefined)
      return [{ state: 'unknown', path: pagePath, line: rows[0]?.at ?? 1, ...about('', tooMuch, '') }];
    const codes = codeOf(inventory);
    const wrong = [
      ...rows.flatMap((row) => wrongIn(row, { inventory, rights, codes })),
      ...withoutRow(rows, inventory, rights),
    ];
    return wrong.length > 0 ? wrong : [{ state: 'kept', path: pagePath, line: rows[0]?.at ?? 1, message: '' }];
  },
});

const tooMuch = 'the roles grant more than can be compared with the page';
/** Three short lists of one rule grant as many permissions as the product of their lengths. */
const mostRights = 200_000;

type Rights = ReadonlyMap<string, Right & { readonly roles: Set<Role> }>;

/** Every permission that a role grants, as written, with its roles; undefined if there are too many. */
function rightsOf({ roles }: Inventory): Rights | undefined {
  const rights = new Map<string, Right & { readonly roles: Set<Role> }>();
  let count = 0;
  for (const role of roles)
    for (const { groups, resources, verbs } of role.rules) {
      count += groups.length * resources.length * verbs.length;
      if (count > mostRights) return undefined;
      for (const group of groups)
        for (const resource of resources)
          for (const verb of verbs) {
            const key = keyOf({ group, resource, verb });
            const right = rights.get(key) ?? { group, resource, verb, roles: new Set() };
            rights.set(key, right);
            right.roles.add(role);
          }
    }
  return rights;
}

function keyOf({ group, resource, verb }: Right): string {
  return JSON.stringify([group, resource, verb]);
}

/** Like `allows` for one rule: a permission is granted as written, or by a wildcard in its place. */
function isGranted({ group, resource, verb }: Right, rights: Rights): boolean {
  const [, subresource] = resource.split('/');
  const resources = [resource, '*', ...(subresource === undefined ? [] : [`*/${subresource}`])];
  return [group, '*'].some((inGroup) =>
    resources.some((ofResource) =>
      [verb, '*'].some((byVerb) => rights.has(keyOf({ group: inGroup, resource: ofResource, verb: byVerb }))),
    ),
  );
}

interface Codes {
  readonly needs: ReadonlyMap<string, readonly Need[]> | undefined;
  readonly linesOf: (path: string) => number;
}

function codeOf({ permissions, repository }: Inventory): Codes {
  const lines = new Map<string, number>();
  return {
    needs: permissions && groupBy(permissions.needs, keyOf),
    linesOf: (path) => {
      const count = lines.get(path) ?? repository.files.get(path)?.split('\n').length ?? 0;
      lines.set(path, count);
      return count;
    },
  };
}

interface Around {
  readonly inventory: Inventory;
  readonly rights: Rights;
  readonly codes: Codes;
}

/** A verb that no role grants, or a line of Rust that does not need it. */
function wrongIn(row: PageRow, { inventory, rights, codes }: Around): readonly Sight[] {
  const { roles, elsewhere, repository } = inventory;
  const sight = (state: Sight['state'], message: string): Sight => ({
    state,
    path: pagePath,
    line: row.at,
    ...about(wordsFor(row), message, row.verbs.join('/')),
  });
  const broken = (message: string): Sight => sight('broken', message);
  const lacking = row.verbs.filter((verb) => !isGranted({ ...row, verb }, rights));
  if (lacking.length > 0) {
    const open = elsewhere.length > 0 || isAnyTemplated(roles);
    const verbs = lacking.join('/');
    return [
      open
        ? sight('unknown', `a role that is not fully read may grant ${verbs}; no other does`)
        : broken(`no role grants ${verbs}`),
    ];
  }
  if (row.line > codes.linesOf(row.path)) return [broken(`${row.path}:${row.line} does not exist`)];
  const { needs } = codes;
  const stops =
    needs && row.verbs.flatMap((verb) => needs.get(keyOf({ ...row, verb })) ?? []).flatMap((need) => need.stops ?? []);
  return stops === undefined || stops.length === 0 || leadsTo(row, stops, repository.files)
    ? []
    : [broken(`${row.path}:${row.line} does not need it`)];
}

const isAnyTemplated = once((roles: readonly Role[]) =>
  roles.some(({ rules }) => rules.some((rule) => rule.templated)),
);

/** The permissions of an account on the page that no row lists. */
function withoutRow(rows: readonly PageRow[], inventory: Inventory, rights: Rights): readonly Sight[] {
  const last = rows.at(-1)?.at ?? 1;
  const listed = new Set(rows.flatMap((row) => row.verbs.map((verb) => keyOf({ ...row, verb }))));
  const accounts = new Set(rows.map(({ account }) => account));
  const named = new Set(subjects(inventory).flatMap(({ name, binding }) => (accounts.has(name) ? binding : [])));
  const isNamed = (role: Role): boolean => role.bindings.some((binding) => named.has(binding));
  const lacking = [...rights]
    .filter(([key, { roles }]) => !listed.has(key) && [...roles].some(isNamed))
    .map(([, { verb, ...what }]) => `${verb} ${wordsFor(what)}`);
  return [...new Set(lacking)].map((what) => ({
    state: 'broken',
    path: pagePath,
    line: last,
    ...about(what, 'a role grants it, but no row lists it'),
  }));
}

function wordsFor({ group, resource }: Pick<PageRow, 'group' | 'resource'>): string {
  return `${resource}${group === '' ? '' : `.${group}`}`;
}
