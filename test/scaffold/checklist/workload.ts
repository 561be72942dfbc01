// Checklist: the ServiceAccount, the namespace and the Pod.
import { expect } from 'vitest';
import { containerOf, law, ofKind, podOf, textOf, workloads } from '../generated.ts';
import { at, documents, leaves, list } from '../json.ts';

law('each workload has its own ServiceAccount, without an automatic token', (repository) => {
  for (const account of ofKind(repository.objects, 'ServiceAccount'))
    expect(at(account, 'automountServiceAccountToken')).toBe(false);
  for (const workload of workloads(repository)) {
    expect(at(podOf(workload), 'automountServiceAccountToken')).toBe(false);
    expect(at(podOf(workload), 'serviceAccountName')).toBe(at(workload, 'metadata.name'));
  }
});

law('the projected token expires within an hour, and only the group can read it', (repository) => {
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

law('there is no Secret, and so no token in one', (repository) =>
  expect(ofKind(repository.objects, 'Secret')).toEqual([]),
);

law('the namespace enforces the restricted Pod Security Standard', (repository) => {
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

law('user and group are 65532, in the Pod and in the container', (repository) => {
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

law('no container has privileges or capabilities', (repository) => {
  for (const workload of workloads(repository)) {
    const context = at(containerOf(workload), 'securityContext');
    expect([at(context, 'allowPrivilegeEscalation'), at(context, 'privileged'), at(context, 'capabilities')]).toEqual([
      false,
      false,
      { drop: ['ALL'] },
    ]);
  }
});

law('the root file system is read-only, and no volume is writable', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(containerOf(workload), 'securityContext.readOnlyRootFilesystem')).toBe(true);
    expect(list(at(podOf(workload), 'volumes')).filter((volume) => at(volume, 'emptyDir') !== undefined)).toEqual([]);
  }
});

law(
  'seccomp is RuntimeDefault, in the Pod and in the container, and every supported node accepts the Pod',
  (repository) => {
    for (const workload of workloads(repository)) {
      for (const context of [at(podOf(workload), 'securityContext'), at(containerOf(workload), 'securityContext')]) {
        expect(at(context, 'seccompProfile.type')).toBe('RuntimeDefault');
        // A node without AppArmor, or with containerd before 2.0, refuses a Pod with these.
        expect([at(context, 'appArmorProfile'), at(context, 'supplementalGroupsPolicy')]).toEqual([
          undefined,
          undefined,
        ]);
      }
    }
  },
);

law('no Pod uses the host', (repository) => {
  for (const workload of workloads(repository)) {
    const pod = podOf(workload);
    expect([at(pod, 'hostNetwork'), at(pod, 'hostPID'), at(pod, 'hostIPC')]).toEqual([false, false, false]);
    expect(
      leaves(workload).filter((leaf) => ['hostPath', 'hostPort', 'sysctls', 'host'].includes(String(leaf))),
    ).toEqual([]);
  }
});

law('each container has requests and limits, with equal values for memory', (repository) => {
  for (const workload of workloads(repository)) {
    const resources = at(containerOf(workload), 'resources');
    for (const side of ['requests', 'limits'])
      expect(Object.keys(at(resources, side) ?? {})).toEqual(['cpu', 'memory', 'ephemeral-storage']);
    expect(at(resources, 'requests.memory')).toBe(at(resources, 'limits.memory'));
  }
});

law('there are three probes, and readiness differs from liveness', (repository) => {
  const [deployment] = ofKind(repository.objects, 'Deployment');
  const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
    at(containerOf(deployment ?? null), `${probe}.httpGet`),
  );
  expect(probes).toEqual(['/healthz', '/healthz', '/readyz'].map((path) => ({ path, port: 'metrics' })));
  expect(at(containerOf(deployment ?? null), 'ports')).toEqual([
    { name: 'metrics', containerPort: 8080, protocol: 'TCP' },
  ]);
});

law('the image has a tag and is always pulled, until the release adds the digest', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(containerOf(workload), 'image')).toBe(`${repository.project.image}:0.1.0`);
    expect(at(containerOf(workload), 'imagePullPolicy')).toBe('Always');
  }
  const [kustomization] = documents(textOf(repository, 'deploy/kustomization.yaml'));
  expect(at(kustomization, 'images')).toEqual([{ name: repository.project.image, newTag: '0.1.0' }]);
});

law('no Secret is in the environment, and no mount has a subPath', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(podOf(workload), 'enableServiceLinks')).toBe(false);
    expect(leaves(workload).filter((leaf) => ['secretKeyRef', 'envFrom', 'subPath'].includes(String(leaf)))).toEqual(
      [],
    );
  }
});

law('there are two replicas with a Lease and a disruption budget, or one with a reason', (repository) => {
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

law('workloads have the recommended labels', (repository) => {
  for (const workload of workloads(repository)) {
    for (const labels of [at(workload, 'metadata.labels'), at(workload, 'spec.template.metadata.labels')]) {
      for (const key of ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'])
        expect(at(labels, `[app.kubernetes.io/${key}]`)).toBeTypeOf('string');
      expect(at(labels, '[app.kubernetes.io/instance]')).toBe(at(workload, 'metadata.name'));
    }
  }
});

law('each Pod has 30 seconds to stop', (repository) => {
  for (const workload of workloads(repository)) expect(at(podOf(workload), 'terminationGracePeriodSeconds')).toBe(30);
});
