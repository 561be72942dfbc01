// The permissions that `rbac` infers from the source of a subject, instead of the shipped ones.
import { inferFiles } from '../../../src/inference/infer.ts';
import type { Permission } from '../../../src/inference/permission.ts';
import { readRepository } from '../../../src/repo/read.ts';
import { textAt, type JsonObject } from '../control-plane/json.ts';
import { nameOf, pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { bindingsOf, grantsOf, type Grant } from './grants.ts';
import type { Installation } from './installation.ts';
import { mayAccess } from './subject-access.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';

/** Permissions that are only sometimes needed are left out: the program must work without them. */
export async function inferredPermissions({ subject }: Installation): Promise<readonly Permission[]> {
  const { binaries } = await inferFiles(readRepository(subject.folder).files);
  return (
    binaries.find(({ name }) => name === 'controller')?.permissions.filter(({ condition }) => condition === null) ?? []
  );
}

/**
 * Runs a function while the ServiceAccount of the controller has only the inferred permissions; then restores the
 * shipped ones.
 */
export async function underInferred<T>(
  installation: Installation,
  act: (installation: Installation) => Promise<T>,
): Promise<T> {
  const { plane, documents, serviceAccount, grants } = installation;
  const shipped = bindingsOf(documents, serviceAccount);
  const inferred = rolesFor(await inferredPermissions(installation), installation);
  await Promise.all(shipped.map((binding) => plane.admin.delete(placeOf(binding))));
  const [first] = grants;
  if (first !== undefined)
    await until(
      'the shipped permissions are taken away',
      async () => !(await mayAccess(plane.admin, serviceAccount, accessOf(first))),
    );
  for (const object of inferred) await plane.admin.create(collectionOf(object), object);
  const mine = grantsOf(inferred, serviceAccount);
  const [given] = mine;
  if (given !== undefined)
    await until('the inferred permissions are given', () => mayAccess(plane.admin, serviceAccount, accessOf(given)));
  try {
    return await act({ ...installation, grants: mine });
  } finally {
    await Promise.all(inferred.map((object) => plane.admin.delete(placeOf(object))));
    for (const binding of shipped) await plane.admin.create(collectionOf(binding), binding);
    if (first !== undefined)
      await until('the shipped permissions are given back', () =>
        mayAccess(plane.admin, serviceAccount, accessOf(first)),
      );
  }
}

/** One role per namespace, with one rule per permission, and its binding. */
function rolesFor(
  permissions: readonly Permission[],
  { serviceAccount, namespaces }: Installation,
): readonly JsonObject[] {
  const places = new Map<string, Permission[]>();
  for (const permission of permissions) {
    for (const place of placesOf(permission, serviceAccount.namespace, namespaces))
      places.set(place, [...(places.get(place) ?? []), permission]);
  }
  return [...places].flatMap(([place, list]) => {
    const kind = place === '' ? 'ClusterRole' : 'Role';
    const metadata = { name: 'inferred', ...(place === '' ? {} : { namespace: place }) };
    return [
      { apiVersion, kind, metadata, rules: list.map(ruleOf) },
      {
        apiVersion,
        kind: `${kind}Binding`,
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'inferred' },
        subjects: [{ kind: 'ServiceAccount', name: serviceAccount.name, namespace: serviceAccount.namespace }],
      },
    ];
  });
}

function placesOf({ scope, namespaces }: Permission, own: string, watched: readonly string[]): readonly string[] {
  if (scope === 'cluster') return [''];
  if (scope === 'own-namespace') return [own];
  return namespaces.length === 0 ? watched : namespaces;
}

function ruleOf({ group, resource, verb, resourceNames }: Permission): JsonObject {
  return {
    apiGroups: [group],
    resources: [resource],
    verbs: [verb],
    ...(resourceNames.length === 0 ? {} : { resourceNames }),
  };
}

function accessOf({ group, resource, verb, names, namespace = '' }: Grant): Parameters<typeof mayAccess>[2] {
  return { group, resource, verb, namespace, name: names[0] ?? '' };
}

function collectionOf(object: JsonObject): string {
  const namespace = textAt(object, 'metadata', 'namespace');
  return pathOf({
    apiVersion,
    plural: `${(textAt(object, 'kind') ?? '').toLowerCase()}s`,
    ...(namespace === undefined ? {} : { namespace }),
  });
}

function placeOf(object: JsonObject): string {
  return `${collectionOf(object)}/${nameOf(object)}`;
}
