// Every permission says why it is there.
import { readManifest } from '../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { nameOf } from '../where/place.ts';

export const explainedPermissions = defineRule({
  id: 'explained-permissions',
  title: 'Every permission says why it is there',
  why: 'What nobody explains is assumed to be needed, and stays when the code that needed it is gone.',
  group: 'RBAC',
  severity: 'low',
  reference: pages.kube,
  advice: 'Put a comment above each rule that names the call that needs it.',
  kind: 'node',
  fix: 'manual',
  look: ({ roles }) =>
    roles.flatMap(({ manifest, rules, bindings }) =>
      bindings.length === 0 ? [] : rules.map((rule) => sightAt(readManifest(manifest, rule.keys), rule.explained ? 'kept' : 'broken', `${nameOf(manifest)}: no comment says why ${[...rule.resources, ...rule.urls].join(', ')} ${rule.resources.length === 1 ? 'is' : 'are'} needed`)),
    ),
});
