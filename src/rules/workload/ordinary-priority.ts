// A controller evicts no Pod of others from its node.
import { textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const ordinaryPriority = defineRule({
  id: 'ordinary-priority',
  title: 'No Pod outside of kube-system has the priority of the system',
  why: 'Such a Pod evicts others wherever it lacks room. A user who can add replicas can push the applications of all others off their nodes.',
  group: 'Workload',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/',
  profile: 'regular',
  advice: 'Remove priorityClassName, or ship a PriorityClass with a small value.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.map(({ manifest, pod }) => {
      const reading = readManifest(manifest, [...pod, 'priorityClassName']);
      // A Pod on every node is part of the node, such as a driver for networks or storage.
      const isOfSystem =
        manifest.kind === 'DaemonSet' || readManifest(manifest, ['metadata', 'namespace']).value === 'kube-system';
      const isBroken = !isOfSystem && /^system-(?:cluster|node)-critical$/.test(textOf(reading.value));
      const said = about(nameOf(manifest), `priorityClassName is ${textOf(reading.value)}`, 'priorityClassName');
      return sightAt(reading, isBroken ? 'broken' : 'kept', said);
    }),
});
