// Labels and annotations that a kustomization adds to its objects, their Pods and their selectors.
import { partAt, withPart, type Part } from '../part.ts';
import { changedAt } from './pod-parts.ts';
import { kindOf, type Resource } from './resource.ts';
import { countChanged, type Work } from './work.ts';

/** Pairs below `keys` of an object, each with its own place. */
export function withPairs(part: Part, keys: readonly string[], pairs: ReadonlyMap<string, Part>): Part {
  const [first, ...rest] = pairs;
  if (first === undefined) return part;
  // The first pair creates the map; the others are added to it, so that the map is copied once.
  const made = withPart(part, [...keys, first[0]], first[1]);
  const holder = partAt(made, keys);
  if (holder?.k !== 'map') return rest.reduce((now, [key, value]) => withPart(now, [...keys, key], value), made);
  return withPart(made, keys, { ...holder, entries: new Map([...holder.entries, ...pairs]) });
}

export interface LabelsOf {
  readonly pairs: ReadonlyMap<string, Part>;
  readonly selectors: boolean;
  readonly templates: boolean;
}

/** Labels of the objects and, on request, of their selectors and Pods. */
export function labelled(
  resources: readonly Resource[],
  { pairs, selectors, templates }: LabelsOf,
  work: Work,
): readonly Resource[] {
  const fields = [...(selectors || templates ? ofTemplates('labels') : []), ...(selectors ? ofSelectors : [])];
  return withFields(resources, { own: 'labels', fields, pairs }, work);
}

export function annotated(
  resources: readonly Resource[],
  pairs: ReadonlyMap<string, Part>,
  work: Work,
): readonly Resource[] {
  const claims = 'spec/volumeClaimTemplates';
  const fields = ofTemplates('annotations').filter(({ path }) => !path.startsWith(claims));
  return withFields(resources, { own: 'annotations', fields, pairs }, work);
}

interface Field {
  readonly kinds: readonly string[];
  readonly path: string;
  /** Only if the field exists already. */
  readonly isKept?: true;
}

const templated = ['ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'];

/** Source: `metadatalabels.go` and `commonannotations.go` in https://github.com/kubernetes-sigs/kustomize/tree/master/api/internal/konfig/builtinpluginconsts */
function ofTemplates(key: 'labels' | 'annotations'): readonly Field[] {
  return [
    { kinds: templated, path: `spec/template/metadata/${key}` },
    { kinds: ['StatefulSet'], path: `spec/volumeClaimTemplates/*/metadata/${key}` },
    { kinds: ['CronJob'], path: `spec/jobTemplate/metadata/${key}` },
    { kinds: ['CronJob'], path: `spec/jobTemplate/spec/template/metadata/${key}` },
  ];
}

const scheduled = ['Deployment', 'StatefulSet'];

/** Source: `commonlabels.go` in the same folder. */
const ofSelectors: readonly Field[] = [
  { kinds: ['Service', 'ReplicationController'], path: 'spec/selector' },
  { kinds: ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'], path: 'spec/selector/matchLabels' },
  ...['podAffinity', 'podAntiAffinity'].flatMap((affinity): readonly Field[] => [
    {
      kinds: scheduled,
      path: `spec/template/spec/affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/*/podAffinityTerm/labelSelector/matchLabels`,
      isKept: true,
    },
    {
      kinds: scheduled,
      path: `spec/template/spec/affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution/*/labelSelector/matchLabels`,
      isKept: true,
    },
  ]),
  {
    kinds: scheduled,
    path: 'spec/template/spec/topologySpreadConstraints/*/labelSelector/matchLabels',
    isKept: true,
  },
  { kinds: ['Job', 'PodDisruptionBudget'], path: 'spec/selector/matchLabels', isKept: true },
  { kinds: ['CronJob'], path: 'spec/jobTemplate/spec/selector/matchLabels', isKept: true },
  { kinds: ['NetworkPolicy'], path: 'spec/podSelector/matchLabels', isKept: true },
  { kinds: ['NetworkPolicy'], path: 'spec/ingress/*/from/*/podSelector/matchLabels', isKept: true },
  { kinds: ['NetworkPolicy'], path: 'spec/egress/*/to/*/podSelector/matchLabels', isKept: true },
];

interface Change {
  readonly own: 'labels' | 'annotations';
  readonly fields: readonly Field[];
  readonly pairs: ReadonlyMap<string, Part>;
}

function withFields(resources: readonly Resource[], { own, fields, pairs }: Change, work: Work): readonly Resource[] {
  countChanged(0, resources.length * pairs.size, work);
  return resources.map((resource) => {
    const mine = fields.filter(({ kinds }) => kinds.includes(kindOf(resource)));
    const part = mine.reduce(
      (now, field) => withField(now, field, pairs),
      withPairs(resource.part, ['metadata', own], pairs),
    );
    return { ...resource, part };
  });
}

function withField(part: Part, { path, isKept }: Field, pairs: ReadonlyMap<string, Part>): Part {
  const keys = path.split('/');
  const inItem = keys.lastIndexOf('*') + 1;
  const below = keys.slice(inItem);
  const change = (holder: Part): Part =>
    isKept === true && partAt(holder, below) === undefined ? holder : withPairs(holder, below, pairs);
  return inItem === 0 ? change(part) : changedAt(part, keys.slice(0, inItem), (item) => item && change(item));
}
