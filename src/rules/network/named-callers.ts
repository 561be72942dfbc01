// Ingress rules name the allowed callers.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { openIngress } from '../look/other-egress.ts';
import { networkPolicies } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const namedCallers = defineRule({
  id: 'named-callers',
  title: 'Ingress rules name callers and ports',
  why: 'An ingress rule without peers is open to every Pod and every address.',
  group: 'Network',
  severity: 'low',
  reference: pages.networkPolicies,
  profile: 'auditor',
  advice: 'Give the rule a from with a namespaceSelector and a podSelector, and its ports.',
  fix: 'manual',
  look: (inventory) => [
    ...openIngress(inventory).map(({ policy, place }) =>
      sightAt(
        place,
        'broken',
        about(nameOf(policy), 'an ingress rule allows every caller and every port', 'every port'),
        {
          severity: 'medium',
        },
      ),
    ),
    ...networkPolicies(inventory).flatMap((policy) => [
      ...unreadOn(policy, ['spec', 'ingress', EACH], nameOf(policy)),
      ...itemsOf(readManifest(policy, ['spec', 'ingress'])).map((rule, index) => {
        const from = fieldOf(rule, 'from');
        const hasPeers = Array.isArray(from) && from.length > 0;
        const hasPorts = Array.isArray(fieldOf(rule, 'ports'));
        const every = hasPeers ? from.find(isEveryPod) : undefined;
        const place = readManifest(policy, ['spec', 'ingress', index]);
        if (!hasPeers && !hasPorts)
          return sightAt(place, 'broken', about(nameOf(policy), 'an ingress rule allows every caller and every port'), {
            severity: 'medium',
          });
        return sightAt(
          place,
          hasPeers && hasPorts && every === undefined ? 'kept' : 'broken',
          about(
            nameOf(policy),
            every === undefined
              ? 'an ingress rule does not name both its callers and its ports'
              : 'an ingress rule allows every Pod of every namespace',
          ),
        );
      }),
    ]),
  ],
});

/** A selector without a condition selects every namespace, and without one for Pods each of their Pods. */
function isEveryPod(peer: unknown): boolean {
  const namespaces = fieldOf(peer, 'namespaceSelector');
  return (
    typeof namespaces === 'object' &&
    namespaces !== null &&
    [namespaces, fieldOf(peer, 'podSelector')].every((selector) =>
      ['matchLabels', 'matchExpressions'].every((key) => Object.keys(Object(fieldOf(selector, key))).length === 0),
    )
  );
}
