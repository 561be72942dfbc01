import { insertLines, lineStart } from '../../formats/edit.ts';
import { startOf } from '../../formats/yaml/node.ts';
import { levelOf, privilegesOfAny } from '../../kubernetes/privileges.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Comparison, HeldPermissions } from '../../inventory/permissions.ts';
import type { PolicyRule } from '../../inventory/roles.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { isDenied } from '../build/grants.ts';
import { reasonLines } from '../edit/reason-lines.ts';
import { nameOf } from '../look/place.ts';
import { judgedIn, permissionsOf, type RuleJudged } from '../look/programs.ts';

export const explainedPermissions = defineRule({
  id: 'explained-permissions',
  title: 'Every permission has a reason',
  why: 'People assume that an unexplained permission is needed, and keep it after the code that needed it is gone.',
  group: 'RBAC',
  severity: 'low',
  reference: pages.kube,
  profile: 'pedantic',
  advice: 'Put a comment above each rule, with the call that needs it.',
  decision: 'Several programs may run with this role: the comment names the files of all that make the call.',
  fix: 'safe',
  look: (inventory) => {
    const compared = inventory.permissions?.compare(inventory.installed);
    return inventory.roles
      .filter(({ bindings }) => bindings.length > 0)
      .flatMap((role) => role.rules.map((rule) => judge(rule, permissionsOf(role, inventory), compared)));
  },
});

function judge(rule: PolicyRule, permissions: HeldPermissions | undefined, compared: Comparison | undefined): Sight {
  const { role, resources, urls } = rule;
  const said = about(
    nameOf(role),
    `no comment says why ${[...resources, ...urls].join(', ')} ${resources.length === 1 ? 'is' : 'are'} needed`,
    [...resources, ...urls].join(' '),
  );
  const place = readManifest(role, rule.keys);
  // The comment is judged, which is also readable above a rule that a chart computes.
  if (rule.explained) return { state: 'kept', path: rule.path, line: rule.line, ...said };
  const change =
    permissions === undefined || compared === undefined
      ? undefined
      : explain(rule, permissions, judgedIn(rule, compared));
  return sightAt(
    place,
    'broken',
    said,
    change === undefined
      ? { fix: 'manual' }
      : { fix: permissions?.programs === 1 ? 'safe' : 'ask', change: () => change },
  );
}

/**
 * A comment that names the files whose calls need it. A permission that an attacker wants needs a reason from a person.
 */
function explain(rule: PolicyRule, permissions: HeldPermissions, { excess, used }: RuleJudged): Change | undefined {
  const { role, groups, resources, verbs, urls } = rule;
  const tempting = rule.templated || urls.length > 0 || isDenied(rule) || isSevere(rule);
  const needs = permissions.needs.filter(
    ({ group, resource, verb }) => groups.includes(group) && resources.includes(resource) && verbs.includes(verb),
  );
  const { document, node } = readManifest(role, rule.keys);
  if (tempting || used.length === 0 || excess.length > 0 || needs.length === 0 || node === undefined) return undefined;
  const start = lineStart(document.file.text, startOf(document, node));
  const indent = /^(\s*)-\s+$/.exec(document.file.text.slice(start, startOf(document, node)))?.[1];
  return indent === undefined
    ? undefined
    : {
        path: document.file.path,
        edits: [
          insertLines(
            document.file.text,
            start,
            reasonLines(needs)
              .map((line) => `${indent}# ${line}`)
              .join('\n'),
          ),
        ],
      };
}

/** Whether one of its permissions is worse than a medium finding. */
function isSevere(rule: PolicyRule): boolean {
  const { groups, resources, verbs, reach, names, namespaces } = rule;
  return (
    [groups, resources, verbs].some((list) => list.includes('*')) ||
    privilegesOfAny(rule).some((row) =>
      ['critical', 'high'].includes(levelOf(row, { scope: reach, resourceNames: names, namespaces }) ?? ''),
    )
  );
}
