// The role of the controller neither aggregates other roles by labels, nor is added to the roles of users.
import { fieldOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const noRoleAggregation = defineRule({
  id: 'no-role-aggregation',
  title: 'The controller’s role grants only its own rules',
  why: 'With an aggregationRule, anyone who may label a ClusterRole can add to the role. With aggregate-to labels, users get the rights of the controller.',
  group: 'RBAC',
  severity: 'high',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Write the rules out; keep roles for users apart from the role of the controller.',
  fix: 'manual',
  look: ({ roles }) =>
    roles.flatMap(({ manifest, bindings }): readonly Sight[] => {
      const rule = readManifest(manifest, ['aggregationRule']);
      if (rule.state === 'present')
        return [
          isEvery(rule.value)
            ? sightAt(rule, 'broken', about(nameOf(manifest), 'its rules come from every ClusterRole'), {
                severity: 'critical',
              })
            : sightAt(rule, 'broken', about(nameOf(manifest), 'its rules come from every ClusterRole with a label')),
        ];
      const label = ['admin', 'edit', 'view']
        .map((to) => readManifest(manifest, ['metadata', 'labels', `rbac.authorization.k8s.io/aggregate-to-${to}`]))
        .find(({ state }) => state === 'present');
      // Labels for aggregation are for roles of users, which nothing binds to the controller.
      if (label !== undefined && bindings.length > 0)
        return [
          sightAt(
            label,
            'broken',
            about(nameOf(manifest), 'users get the rights of the controller through an aggregated role'),
          ),
        ];
      return [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
    }),
});

/** Whether a selector has no condition: then the role has every rule of the cluster. */
function isEvery(rule: unknown): boolean {
  const selectors = fieldOf(rule, 'clusterRoleSelectors');
  return (
    Array.isArray(selectors) &&
    selectors.some((one) =>
      ['matchLabels', 'matchExpressions'].every((key) => Object.keys(Object(fieldOf(one, key))).length === 0),
    )
  );
}
