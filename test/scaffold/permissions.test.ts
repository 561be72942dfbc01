import { expect, test } from 'vitest';
import { resolveAnswers, type Given } from '../../src/answers/resolve.ts';
import { projectFrom } from '../../src/scaffold/project.ts';

/** One line per rule, without the reason. */
function granted(given: Given): readonly string[] {
  const { roles } = projectFrom(resolveAnswers({ name: 'example', ...given }, { defaults: true }));
  return roles.flatMap(({ kind, name, namespace, serviceAccount, rules }) =>
    rules.map(({ apiGroup, resource, resourceNames = [], verbs }) =>
      [
        `${serviceAccount}:`,
        kind,
        namespace ?? '*',
        name,
        `${apiGroup}/${resource}`,
        ...resourceNames,
        verbs.join(','),
      ].join(' '),
    ),
  );
}

test('by default, exactly the permissions of a namespaced controller of ConfigMaps', () => {
  expect(granted({})).toEqual([
    'example: Role example example example.dev/examples list,watch',
    'example: Role example example example.dev/examples/status patch',
    'example: Role example example /configmaps list,watch',
    'example: Role example example /configmaps create,patch',
    'example: Role example example events.k8s.io/events create,patch',
    'example: Role example-system example-leader-election coordination.k8s.io/leases example get,patch',
  ]);
});

test('the events of a cluster-scoped resource are in the namespace default', () => {
  expect(granted({ scope: 'cluster', owns: ['Namespace'], finalizer: true, leaderElection: false })).toEqual([
    'example: ClusterRole * example example.dev/examples list,watch',
    'example: ClusterRole * example example.dev/examples patch',
    'example: ClusterRole * example example.dev/examples/status patch',
    'example: ClusterRole * example /namespaces list,watch',
    'example: ClusterRole * example /namespaces create,patch',
    'example: Role default example-events events.k8s.io/events create,patch',
  ]);
});

test('the CRD by name, for the controller or for the account of the Job', () => {
  const crd = 'apiextensions.k8s.io/customresourcedefinitions examples.example.dev create,patch';
  expect(granted({ crdInstall: 'controller' }).at(-1)).toBe(`example: ClusterRole * example-crd ${crd}`);
  expect(granted({ crdInstall: 'job' }).at(-1)).toBe(`example-crd: ClusterRole * example-crd ${crd}`);
});
