// An exception to the policies of a cluster names what it is for.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const exceptionsNamed = defineRule({
  id: 'exceptions-named',
  title: 'An exception to policies names the policy, its rules and the objects',
  why: 'An exception for everything turns the policies of the cluster off for whatever else it matches, and for what comes later.',
  group: 'Admission',
  severity: 'high',
  reference: 'https://kyverno.io/docs/exceptions/',
  profile: 'regular',
  advice: 'Name the policy and its rules, and match the objects by kind, name and namespace.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^PolicyException$/)
      .filter(({ apiVersion }) => /^(?:policies\.)?kyverno\.io\//.test(apiVersion))
      .flatMap(judge),
  ],
});

/** The places that decide. */
const decisive = [
  ['spec', 'exceptions', EACH, 'policyName'],
  ['spec', 'exceptions', EACH, 'ruleNames', EACH],
  ['spec', 'match', 'any', EACH, 'resources', 'kinds', EACH],
  ['spec', 'match', 'all', EACH, 'resources', 'kinds', EACH],
] as const;

function judge(manifest: Manifest): readonly Sight[] {
  const spec = readManifest(manifest, ['spec']);
  const unread = decisive.flatMap((keys) => unreadOn(manifest, keys, nameOf(manifest)));
  const policies = itemsOf(readManifest(manifest, ['spec', 'exceptions'])).flatMap((one, index): readonly Sight[] => {
    const rules = fieldOf(one, 'ruleNames');
    const isOpen =
      textOf(fieldOf(one, 'policyName')) === '*' || (Array.isArray(rules) && rules.map(textOf).includes('*'));
    const said = about(nameOf(manifest), 'lifts every rule of a policy', `exceptions ${index}`);
    return isOpen ? [sightAt(readManifest(manifest, ['spec', 'exceptions', index]), 'broken', said)] : [];
  });
  const objects = ['any', 'all'].flatMap((key) =>
    itemsOf(readManifest(manifest, ['spec', 'match', key])).flatMap((one, index): readonly Sight[] => {
      if (!isForEverything(fieldOf(one, 'resources'))) return [];
      const said = about(nameOf(manifest), 'is for every object of the cluster', `match ${key} ${index}`);
      return [sightAt(readManifest(manifest, ['spec', 'match', key, index]), 'broken', said)];
    }),
  );
  const found = [...unread, ...policies, ...objects];
  return found.length > 0 ? found : [sightAt(spec, 'kept', nameOf(manifest))];
}

/** Without a name, a namespace or a selector, and with any kind. */
function isForEverything(resources: unknown): boolean {
  const kinds = fieldOf(resources, 'kinds');
  const narrowing = ['names', 'namespaces', 'selector', 'namespaceSelector', 'annotations'].map((key) =>
    fieldOf(resources, key),
  );
  return (
    Array.isArray(kinds) &&
    kinds.map(textOf).some((kind) => /^(?:\*\/)*\*$/.test(kind)) &&
    narrowing.every((one) => one === undefined || (Array.isArray(one) && one.map(textOf).includes('*')))
  );
}
