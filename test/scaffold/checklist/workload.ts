// Of the checklist: the ServiceAccount, the namespace and the Pod.
import { expect } from 'vitest';
import { containerOf, law, ofKind, podOf, textOf, workloads } from '../generated.ts';
import { at, documents, leaves, list } from '../json.ts';

law('16. ServiceAccounts of its own, no token without being asked', (repository) => {
  for (const account of ofKind(repository.objects, 'ServiceAccount'))
    expect(at(account, 'automountServiceAccountToken')).toBe(false);
  for (const workload of workloads(repository)) {
    expect(at(podOf(workload), 'automountServiceAccountToken')).toBe(false);
    expect(at(podOf(workload), 'serviceAccountName')).toBe(at(workload, 'metadata.name'));
  }
});

law('17. a projected token for an hour at most, readable by the group alone', (repository) => {
  for (const workload of workloads(repository)) {
    const volume = list(at(podOf(workload), 'volumes')).find((one) => at(one, 'name') === 'kube-api-access');
    expect(at(volume, 'projected.defaultMode')).toBe(288);
    expect(at(volume, 'projected.sources.0.serviceAccountToken.expirationSeconds')).toBeLessThanOrEqual(3600);
    expect(at(volume, 'projected.sources.1.configMap.name')).toBe('kube-root-ca.crt');
    expect(at(volume, 'projected.sources.2.downwardAPI.items.0.path')).toBe('namespace');
    expect(list(at(containerOf(workload), 'volumeMounts')).map((mount) => at(mount, 'readOnly'))).not.toContain(
      undefined,
    );
  }
});

law('18. no Secret, and so no token in one', (repository) => expect(ofKind(repository.objects, 'Secret')).toEqual([]));

law('19. a namespace of its own with Pod Security restricted', (repository) => {
  const [namespace] = ofKind(repository.objects, 'Namespace');
  const labels = Object.entries(at(namespace, 'metadata.labels') ?? {}).map(
    ([key, value]) => `${key.replace('pod-security.kubernetes.io/', '')}=${String(value)}`,
  );
  expect(labels).toEqual([
    'enforce=restricted',
    'enforce-version=v1.34',
    'audit=restricted',
    'audit-version=latest',
    'warn=restricted',
    'warn-version=latest',
  ]);
  expect(repository.project.installNamespace).not.toMatch(/^(default$|kube-)/);
});

law('20. user and group 65532, in the Pod and in the container', (repository) => {
  for (const workload of workloads(repository)) {
    for (const context of [at(podOf(workload), 'securityContext'), at(containerOf(workload), 'securityContext')]) {
      expect([at(context, 'runAsNonRoot'), at(context, 'runAsUser'), at(context, 'runAsGroup')]).toEqual([
        true,
        65532,
        65532,
      ]);
    }
  }
});

law('21. no privilege, no capability', (repository) => {
  for (const workload of workloads(repository)) {
    const context = at(containerOf(workload), 'securityContext');
    expect([at(context, 'allowPrivilegeEscalation'), at(context, 'privileged'), at(context, 'capabilities')]).toEqual([
      false,
      false,
      { drop: ['ALL'] },
    ]);
  }
});

law('22. a read-only root, and nothing that can be written', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(containerOf(workload), 'securityContext.readOnlyRootFilesystem')).toBe(true);
    expect(list(at(podOf(workload), 'volumes')).filter((volume) => at(volume, 'emptyDir') !== undefined)).toEqual([]);
  }
});

law(
  '23. seccomp of the runtime, in the Pod and in the container; nothing that some supported node cannot keep',
  (repository) => {
    for (const workload of workloads(repository)) {
      for (const context of [at(podOf(workload), 'securityContext'), at(containerOf(workload), 'securityContext')]) {
        expect(at(context, 'seccompProfile.type')).toBe('RuntimeDefault');
        // A node without AppArmor, or with containerd before 2.0, refuses a Pod that has these.
        expect([at(context, 'appArmorProfile'), at(context, 'supplementalGroupsPolicy')]).toEqual([
          undefined,
          undefined,
        ]);
      }
    }
  },
);

law('24. nothing of the host', (repository) => {
  for (const workload of workloads(repository)) {
    const pod = podOf(workload);
    expect([at(pod, 'hostNetwork'), at(pod, 'hostPID'), at(pod, 'hostIPC')]).toEqual([false, false, false]);
    expect(
      leaves(workload).filter((leaf) => ['hostPath', 'hostPort', 'sysctls', 'host'].includes(String(leaf))),
    ).toEqual([]);
  }
});

law('25. requests and limits; of memory the same', (repository) => {
  for (const workload of workloads(repository)) {
    const resources = at(containerOf(workload), 'resources');
    for (const side of ['requests', 'limits'])
      expect(Object.keys(at(resources, side) ?? {})).toEqual(['cpu', 'memory', 'ephemeral-storage']);
    expect(at(resources, 'requests.memory')).toBe(at(resources, 'limits.memory'));
  }
});

law('26. three probes; ready is not the same as alive', (repository) => {
  const [deployment] = ofKind(repository.objects, 'Deployment');
  const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
    at(containerOf(deployment ?? null), `${probe}.httpGet`),
  );
  expect(probes).toEqual(['/healthz', '/healthz', '/readyz'].map((path) => ({ path, port: 'metrics' })));
  expect(at(containerOf(deployment ?? null), 'ports')).toEqual([
    { name: 'metrics', containerPort: 8080, protocol: 'TCP' },
  ]);
});

law('27. a tag, always pulled; the release adds the digest', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(containerOf(workload), 'image')).toBe(`${repository.project.image}:0.1.0`);
    expect(at(containerOf(workload), 'imagePullPolicy')).toBe('Always');
  }
  const [kustomization] = documents(textOf(repository, 'deploy/kustomization.yaml'));
  expect(at(kustomization, 'images')).toEqual([{ name: repository.project.image, newTag: '0.1.0' }]);
});

law('28. no Secret in the environment, no subPath', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(podOf(workload), 'enableServiceLinks')).toBe(false);
    expect(leaves(workload).filter((leaf) => ['secretKeyRef', 'envFrom', 'subPath'].includes(String(leaf)))).toEqual(
      [],
    );
  }
});

law('29. two replicas with a Lease and a disruption budget, else one with a reason', (repository) => {
  const { leaderElection } = repository.project;
  const [deployment] = ofKind(repository.objects, 'Deployment');
  expect(at(deployment, 'spec.replicas')).toBe(leaderElection ? 2 : 1);
  expect(at(deployment, 'spec.strategy.type')).toBe(leaderElection ? 'RollingUpdate' : 'Recreate');
  expect(
    ofKind(repository.objects, 'PodDisruptionBudget').map((budget) => [
      at(budget, 'spec.maxUnavailable'),
      at(budget, 'spec.unhealthyPodEvictionPolicy'),
    ]),
  ).toEqual(leaderElection ? [[1, 'AlwaysAllow']] : []);
  expect(at(podOf(deployment ?? null), 'affinity') !== undefined).toBe(leaderElection);
  expect(textOf(repository, 'docs/security.md').includes('one replica, because leader election is off')).toBe(
    !leaderElection,
  );
});

law('30. the recommended labels', (repository) => {
  for (const workload of workloads(repository)) {
    for (const labels of [at(workload, 'metadata.labels'), at(workload, 'spec.template.metadata.labels')]) {
      for (const key of ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'])
        expect(at(labels, `[app.kubernetes.io/${key}]`)).toBeTypeOf('string');
      expect(at(labels, '[app.kubernetes.io/instance]')).toBe(at(workload, 'metadata.name'));
    }
  }
});

law('31. time to stop', (repository) => {
  for (const workload of workloads(repository)) expect(at(podOf(workload), 'terminationGracePeriodSeconds')).toBe(30);
});
