// Containers for developers reach no more than containers for users.
import { read } from '../../formats/yaml/read.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { looseContainers } from '../look/development.ts';

export const developmentConfined = defineRule({
  id: 'development-confined',
  title: 'Containers for development stay in their containers',
  why: 'A dependency that runs in a container with the socket of the engine, or with the rights of the machine, has the machine of the developer.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.docker,
  profile: 'pedantic',
  advice: 'Remove it, or use a rootless engine.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...looseContainers(inventory.repository).map(({ document, keys, of, says }) =>
      sightAt(read(document, keys), 'broken', about(of, says, keys.join('.'))),
    ),
  ],
});
