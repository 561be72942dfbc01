import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const noHostPorts = defineRule({
  id: 'no-host-ports',
  title: 'No port of the node is taken',
  why: 'A hostPort is reachable at the address of the node, without any NetworkPolicy.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove hostPort; a Service reaches the containerPort.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ containers }) =>
      containers.flatMap((container) => {
        const { workload, keys } = container;
        const ports = readManifest(workload.manifest, [...keys, 'ports']);
        const index = itemsOf(ports).findIndex((port) => Number(fieldOf(port, 'hostPort') ?? 0) > 0);
        const place = index === -1 ? ports : readManifest(workload.manifest, [...keys, 'ports', index, 'hostPort']);
        const of = nameOfContainer(container);
        if (index !== -1)
          return [
            sightAt(place, 'broken', about(of, `hostPort ${place.value} is a port of the node`, String(place.value))),
          ];
        const unread = unreadOn(workload.manifest, [...keys, 'ports', EACH, 'hostPort'], of);
        return unread.length > 0 ? unread : [sightAt(place, 'kept', of)];
      }),
    ),
});
