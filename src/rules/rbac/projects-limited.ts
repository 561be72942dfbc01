// A project of Argo CD limits what its applications may install, and where.
import type { Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { EACH, readingsAt } from '../look/readings-at.ts';
import { isTemplated } from '../../formats/yaml/node.ts';

export const projectsLimited = defineRule({
  id: 'projects-limited',
  title: 'A project of Argo CD names its sources, its namespaces and its kinds',
  why: 'Argo CD installs as an administrator. So is everybody who may write to a source of such a project.',
  group: 'RBAC',
  severity: 'high',
  reference: 'https://argo-cd.readthedocs.io/en/stable/user-guide/projects/',
  profile: 'regular',
  advice: 'List repositories, namespaces and the cluster-wide kinds that the applications need.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^AppProject$/)
      .filter(({ apiVersion }) => apiVersion.startsWith('argoproj.io/'))
      .flatMap(judge),
  ],
});

interface Open {
  readonly list: string;
  readonly isOpen: (item: unknown) => boolean;
  readonly says: string;
}

const lists: readonly Open[] = [
  { list: 'sourceRepos', isOpen: (item) => textOf(item) === '*', says: 'takes from every repository' },
  {
    list: 'destinations',
    isOpen: (item) => textOf(fieldOf(item, 'namespace')) === '*',
    says: 'installs into every namespace',
  },
  {
    list: 'clusterResourceWhitelist',
    isOpen: (item) => textOf(fieldOf(item, 'kind')) === '*' && textOf(fieldOf(item, 'group')) === '*',
    says: 'installs every kind of the whole cluster, ClusterRoleBindings among them',
  },
];

/** A source from anywhere is as bad as any kind of object. */
function judge(manifest: Manifest): readonly Sight[] {
  const unread = lists.flatMap(({ list }) =>
    readingsAt(manifest, ['spec', list, EACH])
      .filter(({ state, value }) => state === 'unknown' || isTemplated(value))
      .map((reading) => unknownAt(reading, nameOf(manifest), list)),
  );
  const open = lists.flatMap(({ list, isOpen, says }) => {
    const reading = readManifest(manifest, ['spec', list]);
    const index = itemsOf(reading).findIndex(isOpen);
    return index === -1 ? [] : [{ list, says, reading: readManifest(manifest, ['spec', list, index]) }];
  });
  return [...unread, ...open.map(({ list, says, reading }) => sightOf(manifest, reading, list, says, open.length))];
}

function sightOf(manifest: Manifest, reading: Reading, list: string, says: string, open: number): Sight {
  const severity = list === 'clusterResourceWhitelist' || open === lists.length ? 'high' : 'medium';
  return sightAt(reading, 'broken', about(nameOf(manifest), says, list), { severity });
}
