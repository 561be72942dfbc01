// The controller neither creates nor deletes the objects of its users.
import type { CustomResource } from '../../inventory/custom-resources.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { ownKindsOf } from '../../inventory/own-kinds.ts';
import type { Permissions } from '../../inventory/permissions.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { isForPeople } from '../look/bindings.ts';
import { nameOf } from '../look/place.ts';

export const ownKindNeverDeleted = defineRule({
  id: 'own-kind-never-deleted',
  title: 'The controller cannot create or delete the objects of its users',
  why: 'A controller that may delete its own custom resources can destroy everything that its users declared.',
  group: 'RBAC',
  severity: 'high',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Remove create, delete and deletecollection on the custom resource: users make and delete it.',
  fix: 'manual',
  look: ({ roles, repository, permissions }) => {
    const { own, unsure } = ownKindsOf(repository);
    return roles
      .filter((role) => !isForPeople(role))
      .flatMap((role) =>
        role.rules.flatMap((rule) => [
          ...judged(role, rule, own, permissions),
          ...judged(role, rule, unsure, permissions).flatMap((sight) =>
            sight.state === 'broken' ? { ...sight, state: 'unknown' as const, message: doubted(sight.message) } : [],
          ),
        ]),
      );
  },
});

function judged(
  { manifest }: Role,
  rule: PolicyRule,
  kinds: readonly CustomResource[],
  permissions: Permissions | undefined,
): readonly Sight[] {
  const does = (verb: string, { group, plural }: CustomResource): boolean =>
    permissions?.needs.some((need) => need.group === group && need.resource === plural && need.verb === verb) === true;
  // Objects that the program itself creates are not declared by users.
  const granted = kinds.filter(
    (kind) =>
      rule.groups.includes(kind.group) &&
      rule.resources.some((resource) => resource === kind.plural || resource === '*') &&
      !does('create', kind),
  );
  // no-wildcards reports a rule that allows every verb.
  if (granted.length === 0 || rule.verbs.includes('*')) return [];
  const called = (verb: string): boolean => granted.some((kind) => does(verb, kind));
  const wrong = rule.verbs.filter((verb) => ['create', 'delete', 'deletecollection'].includes(verb) && !called(verb));
  const severity = wrong.length === 1 && wrong[0] === 'create' ? ({ severity: 'medium' } as const) : {};
  const plurals = [...new Set(granted.map(({ plural }) => plural))].join(', ');
  return [
    sightAt(
      readManifest(manifest, rule.keys),
      wrong.length === 0 ? 'kept' : 'broken',
      about(nameOf(manifest), `may ${wrong.join(', ')} ${plurals}, which belong to users`),
      severity,
    ),
  ];
}

function doubted(message: string): string {
  return `${message} if their CRD belongs to this project; neither the manifests nor the source contain it`;
}
