// Ports are above 1023, so that no capability is needed.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { itemsOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';
import { unreadOn } from '../look/readings-at.ts';

export const unprivilegedPorts = defineRule({
  id: 'unprivileged-ports',
  title: 'Containers listen above port 1023',
  why: 'A port below 1024 needs root or NET_BIND_SERVICE on some runtimes.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Listen on a port such as 8080; a Service can still offer 80 or 443.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ containers }) =>
      containers.flatMap((container) => {
        const { workload, keys } = container;
        const ports = readManifest(workload.manifest, [...keys, 'ports']);
        const judged = itemsOf(ports).map((_, index) => {
          const place = readManifest(workload.manifest, [...keys, 'ports', index, 'containerPort']);
          const number = place.value;
          const state = typeof number !== 'number' ? 'unknown' : number < 1024 ? 'broken' : 'kept';
          return sightAt(
            place,
            state,
            about(
              nameOfContainer(container),
              `containerPort ${typeof number === 'number' ? `${number} is below 1024` : 'is filled in by the chart'}`,
              String(number),
            ),
          );
        });
        return [...unreadOn(workload.manifest, [...keys, 'ports'], nameOfContainer(container)), ...judged];
      }),
    ),
});
