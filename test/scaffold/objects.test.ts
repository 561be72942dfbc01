// The manifests are consistent: names are valid, and every referenced object exists.
import { expect } from 'vitest';
import { law, ofKind, workloads } from './generated.ts';
import { at, documents, list, type Json } from './json.ts';
import { factsOf } from './checklist/providers.ts';

const label = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/;
const namespaceOf = (object: Json): Json | undefined => at(object, 'metadata.namespace');
const nameOf = (object: Json): Json | undefined => at(object, 'metadata.name');
const identity = (object: Json): string =>
  `${String(at(object, 'kind'))} ${String(namespaceOf(object))}/${String(nameOf(object))}`;

law('each object has a valid and unique name', ({ objects }) => {
  for (const object of objects)
    expect(String(nameOf(object)), identity(object)).toMatch(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
  for (const job of ofKind(objects, 'Job', 'Deployment')) expect(String(nameOf(job)).length).toBeLessThanOrEqual(63);
  expect(new Set(objects.map(identity)).size).toBe(objects.length);
});

law('each label is valid in Kubernetes, and a string', ({ objects }) => {
  for (const object of objects) {
    const maps = [
      'metadata.labels',
      'spec.selector.matchLabels',
      'spec.template.metadata.labels',
      'spec.podSelector.matchLabels',
    ];
    for (const value of maps.flatMap((path) => Object.values(at(object, path) ?? {}))) {
      expect(value, identity(object)).toBeTypeOf('string');
      expect(value).toMatch(label);
    }
    for (const value of Object.values(at(object, 'metadata.annotations') ?? {}))
      expect(value, identity(object)).toBeTypeOf('string');
  }
});

law('each object is in the install namespace, in a watched one, or in none', ({ objects, project }) => {
  const [namespace] = ofKind(objects, 'Namespace');
  expect(at(namespace, 'metadata.name')).toBe(project.installNamespace);
  for (const object of objects) {
    const expected = ['Role', 'RoleBinding'].includes(String(at(object, 'kind')))
      ? [
          project.installNamespace,
          ...(project.watchNamespaces ?? []),
          ...(project.clusterScopedResource ? ['default'] : []),
        ]
      : ['Namespace', 'ClusterRole', 'ClusterRoleBinding'].includes(String(at(object, 'kind')))
        ? [undefined]
        : [project.installNamespace];
    expect(expected, identity(object)).toContain(namespaceOf(object));
  }
});

law('each binding gives an existing role to an existing ServiceAccount', ({ objects }) => {
  const bound = ofKind(objects, 'RoleBinding', 'ClusterRoleBinding').map((binding) => {
    for (const subject of list(at(binding, 'subjects'))) {
      const account = ofKind(objects, 'ServiceAccount').find(
        (one) => nameOf(one) === at(subject, 'name') && namespaceOf(one) === at(subject, 'namespace'),
      );
      expect(account, identity(binding)).toBeDefined();
    }
    const role = ofKind(objects, String(at(binding, 'roleRef.kind'))).find(
      (one) => nameOf(one) === at(binding, 'roleRef.name') && namespaceOf(one) === namespaceOf(binding),
    );
    expect(role, identity(binding)).toBeDefined();
    return role;
  });
  expect(ofKind(objects, 'Role', 'ClusterRole').filter((role) => !bound.includes(role))).toEqual([]);
});

law('each Pod has an existing ServiceAccount, and mounts each of its volumes', (repository) => {
  for (const workload of workloads(repository)) {
    const pod = at(workload, 'spec.template.spec');
    const accounts = ofKind(repository.objects, 'ServiceAccount').map(nameOf);
    expect(accounts).toContain(at(pod, 'serviceAccountName'));
    const mounts = list(at(pod, 'containers')).flatMap((container) =>
      list(at(container, 'volumeMounts')).map((mount) => at(mount, 'name')),
    );
    expect(mounts).toEqual(list(at(pod, 'volumes')).map((volume) => at(volume, 'name')));
  }
});

law(
  'each selector selects the Pods of one workload, except that the policy for the API server selects all',
  (repository) => {
    const selectors = [
      ...ofKind(repository.objects, 'Deployment', 'PodDisruptionBudget').map((object) =>
        at(object, 'spec.selector.matchLabels'),
      ),
      ...ofKind(repository.objects, 'NetworkPolicy')
        .filter((object) => !String(at(object, 'metadata.name')).endsWith('-api-server'))
        .map((object) => at(object, 'spec.podSelector.matchLabels')),
    ].filter((selector) => selector !== undefined);
    for (const selector of selectors) {
      const selected = workloads(repository).filter((workload) =>
        Object.entries(selector ?? {}).every(
          ([key, value]) => at(workload, `spec.template.metadata.labels.[${key}]`) === value,
        ),
      );
      expect(selected.length, JSON.stringify(selector)).toBe(1);
    }
  },
);

law('the watched namespaces are those with a Role', ({ objects, project }) => {
  const [deployment] = ofKind(objects, 'Deployment');
  const watched = list(at(deployment, 'spec.template.spec.containers.0.env')).find(
    (variable) => at(variable, 'name') === 'WATCH_NAMESPACES',
  );
  expect(at(watched, 'value')).toBe(project.namespaced ? project.watchNamespaces?.join(',') : undefined);
});

law('the Cilium component removes the policy that it replaces', ({ files, objects, project }) => {
  if (!project.external) return;
  const [component] = documents(files.get('deploy/cilium/kustomization.yaml') ?? '');
  const [deleted] = documents(String(at(component, 'patches.0.patch')));
  expect(ofKind(objects, 'NetworkPolicy').map(identity)).toContain(identity(deleted ?? null));
  const [policy] = documents(files.get('deploy/cilium/cilium-network-policy.yaml') ?? '');
  const names = list(at(policy, 'spec.egress')).flatMap((rule) =>
    list(at(rule, 'toFQDNs')).map((host) => at(host, 'matchName')),
  );
  expect(names).toEqual([...project.outsideHosts, ...(factsOf(project).names?.(project) ?? [])]);
});
