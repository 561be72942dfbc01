import { isTemplated } from '../../formats/yaml/node.ts';
import { itemsOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Workload } from '../../inventory/workloads.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const noRootGroup = defineRule({
  id: 'no-root-group',
  title: 'No volume and no process belongs to the root group',
  why: 'As a member of group 0, a process can read and write files of the root group, in the image and in mounted directories of the node.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Set fsGroup and supplementalGroups to another number, such as 65532.',
  fix: 'manual',
  look: ({ workloads }) => workloads.map(judge),
});

function judge({ manifest, pod }: Workload): Sight {
  const at = [...pod, 'securityContext'];
  const groups = readManifest(manifest, [...at, 'supplementalGroups']);
  const index = itemsOf(groups).findIndex((one) => one === 0);
  const owner = readManifest(manifest, [...at, 'fsGroup']);
  if (owner.value === 0)
    return sightAt(owner, 'broken', about(nameOf(manifest), 'fsGroup is 0, the group of root', 'fsGroup'));
  if (index !== -1)
    return sightAt(
      readManifest(manifest, [...at, 'supplementalGroups', index]),
      'broken',
      about(nameOf(manifest), 'supplementalGroups has 0, the group of root', 'supplementalGroups'),
    );
  const open = [owner, groups].find(({ state, value }) => state === 'unknown' || isTemplated(value));
  return open === undefined
    ? sightAt(owner, 'kept', nameOf(manifest))
    : unknownAt(open, nameOf(manifest), open === owner ? 'fsGroup' : 'supplementalGroups');
}
