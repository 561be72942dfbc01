// Prefixes, suffixes and namespaces of a kustomization, and the references that change with them.
import { groupBy } from '../../group-by.ts';
import { kindOfGroupKind } from '../../kubernetes/kinds-table.ts';
import { podSpecOf } from '../../kubernetes/pod-templates.ts';
import type { Origin } from '../origin.ts';
import { readPart, scalarPart, textAt, withPart, type Part } from '../part.ts';
import { changedAt } from './pod-parts.ts';
import { apiGroupOf, kindOf, nameOf, namespaceOf, type Resource } from './resource.ts';

/** Kinds to which kustomize adds no prefix. Source: kustomize PrefixTransformer, `prefixFieldSpecsToSkip`. */
const keepsName = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

/** The resources with a prefix and a suffix; references to them are updated at the end. */
export function renamed(
  resources: readonly Resource[],
  prefix: string,
  suffix: string,
  origin: Origin,
): readonly Resource[] {
  return resources.map((resource) => {
    const name = nameOf(resource);
    if (name === '' || keepsName.has(kindOf(resource)) || prefix + suffix === '') return resource;
    return {
      ...resource,
      part: withPart(resource.part, ['metadata', 'name'], scalarPart(`${prefix}${name}${suffix}`, origin)),
      earlier: [...resource.earlier, name],
    };
  });
}

/** The resources in a namespace, and the subjects that mean a ServiceAccount of it. */
export function inNamespace(resources: readonly Resource[], namespace: string, origin: Origin): readonly Resource[] {
  const value = scalarPart(namespace, origin);
  const accounts = new Set(resources.filter((one) => kindOf(one) === 'ServiceAccount').map(nameOf));
  return resources.map((resource) => {
    const { part } = resource;
    if (kindOf(resource) === 'Namespace' && apiGroupOf(resource) === '')
      return { ...resource, part: withPart(part, ['metadata', 'name'], value) };
    const before = namespaceOf(resource);
    const after = before === undefined ? resource : { ...resource, moved: [...(resource.moved ?? []), before] };
    const moved = isNamespaced(resource) ? withPart(part, ['metadata', 'namespace'], value) : part;
    if (!/^(Cluster)?RoleBinding$/.test(kindOf(resource))) return { ...after, part: moved };
    const subjects = changedAt(moved, ['subjects', '*'], (subject) =>
      subject !== undefined &&
      textAt(subject, 'kind') === 'ServiceAccount' &&
      (textAt(subject, 'name') === 'default' || accounts.has(textAt(subject, 'name') ?? ''))
        ? withPart(subject, ['namespace'], value)
        : subject,
    );
    return { ...after, part: subjects };
  });
}

/** An unknown kind counts as namespaced, as in kustomize. */
function isNamespaced(resource: Resource): boolean {
  return kindOfGroupKind(apiGroupOf(resource), kindOf(resource))?.namespaced ?? true;
}

/** Every reference to a changed name, with the new name. */
export function withReferences(resources: readonly Resource[]): readonly Resource[] {
  if (resources.every(({ earlier }) => earlier.length === 0)) return resources;
  const named = namedAmong(resources);
  return resources.map((resource) => {
    let { part } = resource;
    for (const [kind, path, test] of placesIn(resource))
      part = changedAt(part, path, (holder) =>
        holder === undefined || test?.(holder) === false ? holder : pointedRight(holder, kind, resource, named),
      );
    return part === resource.part ? resource : { ...resource, part };
  });
}

type Place = readonly [kind: string, path: readonly string[], test?: (holder: Part) => boolean];

/** The fields in which an object names others. The last key of a path holds the name. */
function placesIn(resource: Resource): readonly Place[] {
  const kind = kindOf(resource);
  const pod = podSpecOf({ apiVersion: textAt(resource.part, 'apiVersion'), kind: kind });
  const ofSubjects: Place = ['ServiceAccount', ['subjects', '*']];
  return [
    ...(pod === undefined ? [] : podPlaces(pod)),
    ...(/^(Cluster)?RoleBinding$/.test(kind)
      ? ([
          ['Role', ['roleRef'], (at) => textAt(at, 'kind') === 'Role'],
          ['ClusterRole', ['roleRef'], (at) => textAt(at, 'kind') === 'ClusterRole'],
          [ofSubjects[0], ofSubjects[1], (at) => textAt(at, 'kind') === 'ServiceAccount'],
        ] satisfies readonly Place[])
      : []),
    ...(kind === 'ServiceAccount'
      ? ([
          ['Secret', ['secrets', '*']],
          ['Secret', ['imagePullSecrets', '*']],
        ] satisfies readonly Place[])
      : []),
    // For every resource in the rule, as kustomize does.
    ...(/^(Cluster)?Role$/.test(kind)
      ? ['ConfigMap', 'Secret', ...(kind === 'ClusterRole' ? ['PersistentVolume'] : [])].map(
          (one): Place => [one, ['rules', '*', 'resourceNames', '*']],
        )
      : []),
    ...(kind === 'StatefulSet' ? ([['Service', ['spec', 'serviceName']]] satisfies readonly Place[]) : []),
    ...(/WebhookConfiguration$/.test(kind)
      ? ([['Service', ['webhooks', '*', 'clientConfig', 'service']]] satisfies readonly Place[])
      : []),
    ...(kind === 'HorizontalPodAutoscaler'
      ? ['Deployment', 'StatefulSet'].map(
          (one): Place => [one, ['spec', 'scaleTargetRef'], (at) => textAt(at, 'kind') === one],
        )
      : []),
  ];
}

function podPlaces(pod: readonly string[]): readonly Place[] {
  const containers = ['containers', 'initContainers'].map((list) => [...pod, list, '*']);
  const volume = [...pod, 'volumes', '*'];
  return [
    ['ServiceAccount', [...pod, 'serviceAccountName']],
    ['PriorityClass', [...pod, 'priorityClassName']],
    ['Secret', [...pod, 'imagePullSecrets', '*']],
    ['ConfigMap', [...volume, 'configMap']],
    ['Secret', [...volume, 'secret', 'secretName']],
    ['PersistentVolumeClaim', [...volume, 'persistentVolumeClaim', 'claimName']],
    ['ConfigMap', [...volume, 'projected', 'sources', '*', 'configMap']],
    ['Secret', [...volume, 'projected', 'sources', '*', 'secret']],
    ...containers.flatMap((container): readonly Place[] => [
      ['ConfigMap', [...container, 'env', '*', 'valueFrom', 'configMapKeyRef']],
      ['Secret', [...container, 'env', '*', 'valueFrom', 'secretKeyRef']],
      ['ConfigMap', [...container, 'envFrom', '*', 'configMapRef']],
      ['Secret', [...container, 'envFrom', '*', 'secretRef']],
    ]),
  ];
}

/** The objects by their kind and a name: the present one, and the earlier ones. */
interface Named {
  readonly now: ReadonlySet<string>;
  readonly earlier: ReadonlyMap<string, readonly Resource[]>;
}

function namedAmong(resources: readonly Resource[]): Named {
  const before = resources.flatMap((one) =>
    [...new Set(one.earlier)].map((name) => [keyOf(kindOf(one), name), one] as const),
  );
  return {
    now: new Set(resources.map((one) => keyOf(kindOf(one), nameOf(one)))),
    earlier: new Map([...groupBy(before, ([key]) => key)].map(([key, all]) => [key, all.map(([, one]) => one)])),
  };
}

function keyOf(kind: string, name: string): string {
  return `${kind}\0${name}`;
}

/** A name, or a map with a name, that refers to an object by an earlier name. */
function pointedRight(holder: Part, kind: string, from: Resource, { now, earlier }: Named): Part {
  const isText = typeof readPart(holder, []).value === 'string';
  const name = isText ? textAt(holder) : textAt(holder, 'name');
  if (name === undefined) return holder;
  const fitting = earlier.get(keyOf(kind, name)) ?? [];
  const namespace = (isText ? undefined : textAt(holder, 'namespace')) ?? namespaceOf(from);
  const beside = fitting.find((one) => namespaceOf(one) === namespace) ?? fitting[0];
  if (beside === undefined || now.has(keyOf(kind, name))) return holder;
  const value = scalarPart(nameOf(beside), readPart(beside.part, ['metadata', 'name']));
  return isText ? value : withPart(holder, ['name'], value);
}
