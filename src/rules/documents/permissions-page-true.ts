// What docs/security.md says of permissions is what the roles grant, and its lines are those of the code.
import { leadsTo, pagePath, pageRows, type PageRow } from '../../inventory/permissions-page.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { subjects } from '../look/bindings.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about } from '../sight.ts';

export const permissionsPageTrue = defineRule({
  id: 'permissions-page-true',
  title: 'The page of permissions is true',
  why: 'A reviewer decides by this page. A row that the roles do not have, or a right that has no row, misleads them.',
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

/** A verb that nobody grants, or a line that the code does not need it for. */
function wrongIn(row: PageRow, { roles, permissions, repository }: Inventory): readonly Sight[] {
  const words = wordsFor(row);
  const broken = (message: string): Sight => ({
    state: 'broken',
    path: pagePath,
    line: row.at,
    ...about(words, message, row.verbs.join('/')),
  });
  const granted = row.verbs.filter((verb) =>
    roles.some(({ rules }) =>
      rules.some(
        (rule) => rule.groups.includes(row.group) && rule.resources.includes(row.resource) && rule.verbs.includes(verb),
      ),
    ),
  );
  if (granted.length < row.verbs.length) {
    const others = row.verbs.filter((verb) => !granted.includes(verb));
    return [broken(`no role grants ${others.join('/')}`)];
  }
  const lines = repository.files.get(row.path)?.split('\n').length ?? 0;
  if (row.line > lines) return [broken(`${row.path}:${row.line} is not there`)];
  const stops = permissions?.needs
    .filter(({ group, resource, verb }) => group === row.group && resource === row.resource && row.verbs.includes(verb))
    .flatMap((need) => need.stops ?? []);
  return stops === undefined || stops.length === 0 || leadsTo(row, stops, repository.files)
    ? []
    : [broken(`${row.path}:${row.line} is not where the code needs it`)];
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
    ...about(what, 'a role grants it, and no row says so'),
  }));
}

function wordsFor({ group, resource }: Pick<PageRow, 'group' | 'resource'>): string {
  return `${resource}${group === '' ? '' : `.${group}`}`;
}
