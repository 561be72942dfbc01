// What docs/security.md says of permissions is what the roles grant, and its lines are those of the code.
import { leadsTo, pagePath, pageRows, type PageRow } from '../../inventory/permissions-page.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { allows } from '../../inventory/roles.ts';
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
    const wrong = [...rows.flatMap((row) => wrongIn(row, inventory)), ...withoutRow(rows, inventory)];
    return wrong.length > 0 ? wrong : [{ state: 'kept', path: pagePath, line: rows[0]?.at ?? 1, message: '' }];
  },
});

/** A verb that no role grants, or a line that the code does not need it for. */
function wrongIn(row: PageRow, { roles, elsewhere, permissions, repository }: Inventory): readonly Sight[] {
  const sight = (state: Sight['state'], message: string): Sight => ({
    state,
    path: pagePath,
    line: row.at,
    ...about(wordsFor(row), message, row.verbs.join('/')),
  });
  const broken = (message: string): Sight => sight('broken', message);
  const rules = roles.flatMap((role) => role.rules);
  const lacking = row.verbs.filter((verb) => !rules.some((rule) => allows(rule, { ...row, verb })));
  if (lacking.length > 0) {
    const open = elsewhere.length > 0 || rules.some(({ templated }) => templated);
    const verbs = lacking.join('/');
    return [
      open
        ? sight('unknown', `a role that is not fully read may grant ${verbs}; no other does`)
        : broken(`no role grants ${verbs}`),
    ];
  }
  const lines = repository.files.get(row.path)?.split('\n').length ?? 0;
  if (row.line > lines) return [broken(`${row.path}:${row.line} does not exist`)];
  const stops = permissions?.needs
    .filter(({ group, resource, verb }) => group === row.group && resource === row.resource && row.verbs.includes(verb))
    .flatMap((need) => need.stops ?? []);
  return stops === undefined || stops.length === 0 || leadsTo(row, stops, repository.files)
    ? []
    : [broken(`${row.path}:${row.line} does not need it`)];
}

/** What an account of the page is granted and no row says. */
function withoutRow(rows: readonly PageRow[], inventory: Inventory): readonly Sight[] {
  const last = rows.at(-1)?.at ?? 1;
  const named = subjects(inventory).filter(({ name }) => rows.some(({ account }) => account === name));
  const lacking = inventory.roles
    .filter(({ bindings }) => named.some(({ binding }) => bindings.includes(binding)))
    .flatMap(({ rules }) => rules)
    .flatMap(({ groups, resources, verbs }) =>
      groups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => ({ group, resource, verb })))),
    )
    .filter(
      (one) =>
        !rows.some(
          ({ group, resource, verbs }) => group === one.group && resource === one.resource && verbs.includes(one.verb),
        ),
    )
    .map(({ verb, ...what }) => `${verb} ${wordsFor(what)}`);
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
