// The controller neither makes nor deletes the objects of its users.
import { customResourcesOf } from '../../inventory/custom-resources.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const ownKindNeverDeleted = defineRule({
  id: 'own-kind-never-deleted',
  title: 'The objects that users made stay theirs',
  why: 'A controller that may delete its own custom resources can destroy everything that its users declared.',
  group: 'RBAC',
  severity: 'high',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Remove create, delete and deletecollection on the custom resource: users make and delete it.',
  fix: 'manual',
  look: ({ roles, repository, permissions }) => {
    const own = customResourcesOf(repository);
    return roles.flatMap(({ manifest, rules }) =>
      rules.flatMap((rule): readonly Sight[] => {
        const mine = own.filter(
          ({ group, plural }) =>
            rule.groups.includes(group) && rule.resources.some((resource) => resource === plural || resource === '*'),
        );
        if (mine.length === 0) return [];
        const called = (verb: string): boolean =>
          mine.some(
            ({ group, plural }) =>
              permissions?.needs.some(
                (need) => need.group === group && need.resource === plural && need.verb === verb,
              ) === true,
          );
        const wrong = rule.verbs.filter(
          (verb) => ['create', 'delete', 'deletecollection', '*'].includes(verb) && !called(verb),
        );
        const severity = wrong.length === 1 && wrong[0] === 'create' ? ({ severity: 'medium' } as const) : {};
        return [
          sightAt(
            readManifest(manifest, rule.keys),
            wrong.length === 0 ? 'kept' : 'broken',
            about(
              nameOf(manifest),
              `may ${wrong.join(', ')} ${mine.map(({ plural }) => plural).join(', ')}, which belong to users`,
            ),
            severity,
          ),
        ];
      }),
    );
  },
});
