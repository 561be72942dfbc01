import { nodeRule } from '../build/node-rule.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { pages, type Rule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';
import { podOrContainer } from '../look/manifest.ts';

const byField = nodeRule({
  id: 'apparmor-confined',
  title: 'AppArmor is not turned off',
  why: 'The profile of the container runtime denies writes below /proc and /sys and mounts. Where nothing is set, a node that has AppArmor applies it; where RuntimeDefault is set, a node without AppArmor refuses the Pod.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Leave appArmorProfile out. Set its type to RuntimeDefault only if every node has AppArmor.',
  decision: 'Someone turned it off for a reason, perhaps because the process mounts something.',
  fix: 'ask',
  at: podOrContainer('securityContext.appArmorProfile.type'),
  accepts: (value) => value === 'RuntimeDefault' || value === 'Localhost',
  wants: 'left out, RuntimeDefault or Localhost',
  absent: 'kept',
  // The whole profile, because another type would be a demand on the nodes.
  removes: (keys) => keys.slice(0, -1),
});

/** Also by the annotation of a Pod, which the API server still accepts instead of the field. */
export const apparmorConfined: Rule = {
  ...byField,
  look: (inventory, ids) => [
    ...byField.look(inventory, ids),
    ...inventory.workloads.flatMap(({ containers }) => containers.flatMap(byAnnotation)),
  ],
};

function byAnnotation(container: Container): readonly Sight[] {
  const { manifest, pod } = container.workload;
  const name = `container.apparmor.security.beta.kubernetes.io/${container.name}`;
  const reading = readManifest(manifest, [...pod.slice(0, -1), 'metadata', 'annotations', name]);
  return reading.value === 'unconfined'
    ? [sightAt(reading, 'broken', about(nameOfContainer(container), 'an annotation turns its AppArmor off', name))]
    : [];
}
