// Ingress rules name the allowed callers.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
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
  look: (inventory) =>
    networkPolicies(inventory).flatMap((policy) => [
      ...unreadOn(policy, ['spec', 'ingress', EACH], nameOf(policy)),
      ...itemsOf(readManifest(policy, ['spec', 'ingress'])).map((rule, index) => {
        const from = fieldOf(rule, 'from');
        const named = Array.isArray(from) && from.length > 0 && Array.isArray(fieldOf(rule, 'ports'));
        return sightAt(
          readManifest(policy, ['spec', 'ingress', index]),
          named ? 'kept' : 'broken',
          about(nameOf(policy), 'an ingress rule does not name both its callers and its ports'),
        );
      }),
    ]),
});
