// Checklist: allowed connections.
import { expect } from 'vitest';
import { law, ofKind, workloads, type Repository } from '../generated.ts';
import { at, list, type Json } from '../json.ts';
import { factsOf } from './providers.ts';

const policiesOf = ({ objects }: Repository): readonly Json[] => ofKind(objects, 'NetworkPolicy');
const cidrs = (policies: readonly Json[]): readonly Json[] =>
  policies.flatMap((policy) =>
    list(at(policy, 'spec.egress')).flatMap((rule) => list(at(rule, 'to')).flatMap((to) => at(to, 'ipBlock') ?? [])),
  );

law('ingress and egress are denied by default', (repository) => {
  expect(policiesOf(repository).map((policy) => at(policy, 'spec'))).toContainEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

law('one label selects the Pods, and only Prometheus may connect, for metrics', (repository) => {
  for (const policy of policiesOf(repository))
    expect(Object.keys(at(policy, 'spec.podSelector.matchLabels') ?? {}).length).toBeLessThanOrEqual(1);
  const ingress = policiesOf(repository).flatMap((policy) => list(at(policy, 'spec.ingress')));
  expect(ingress).toEqual(
    repository.project.metrics
      ? [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
                podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
              },
            ],
            ports: [{ protocol: 'TCP', port: 8080 }],
          },
        ]
      : [],
  );
});

law('DNS is allowed to one kind of Pod in one namespace, by UDP and TCP', (repository) => {
  const dns = policiesOf(repository).flatMap((policy) =>
    list(at(policy, 'spec.egress')).filter((rule) => at(rule, 'to.0.namespaceSelector') !== undefined),
  );
  expect(dns.length).toBe(workloads(repository).length);
  for (const rule of dns) {
    expect(at(rule, 'to')).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
    ]);
    expect(at(rule, 'ports')).toEqual([
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ]);
  }
});

law(
  'the address of the API server is in one place, and an unknown one is a value that the API server refuses',
  (repository) => {
    const own = policiesOf(repository).filter((policy) => cidrs([policy]).length > 0);
    const [policy, ...others] = own.filter((one) => !String(at(one, 'metadata.name')).endsWith('-external'));
    expect(others).toEqual([]);
    const name = repository.project.name;
    expect(at(policy, 'spec.podSelector.matchLabels')).toEqual({ 'app.kubernetes.io/part-of': name });
    for (const workload of workloads(repository))
      expect(Object(at(workload, 'spec.template.metadata.labels'))).toMatchObject({
        'app.kubernetes.io/part-of': name,
      });
    const [block, ...more] = policy === undefined ? [] : cidrs([policy]);
    expect(more).toEqual([]);
    const { apiServerCidr } = repository.project;
    expect(String(at(block, 'cidr'))).toMatch(apiServerCidr === 'unset' ? /run just cluster/ : apiServerCidr);
  },
);

law(
  'egress outside is port 443 without private networks and node metadata, or what the identity needs',
  (repository) => {
    const policy = policiesOf(repository).filter(
      (one) => at(one, 'metadata.name') === `${repository.project.name}-external`,
    );
    expect(policy.length).toBe(repository.project.external ? 1 : 0);
    for (const rule of policy.flatMap((one) => list(at(one, 'spec.egress')))) {
      const ports = list(at(rule, 'ports')).map((port) => at(port, 'port'));
      for (const { ipBlock } of list(at(rule, 'to')).map((to) => ({ ipBlock: at(to, 'ipBlock') }))) {
        if (at(ipBlock, 'cidr') !== '0.0.0.0/0') continue;
        expect(ports).toEqual([443]);
        expect(at(ipBlock, 'except')).toEqual([
          '169.254.169.254/32',
          '169.254.0.0/16',
          '127.0.0.0/8',
          '100.64.0.0/10',
          '10.0.0.0/8',
          '172.16.0.0/12',
          '192.168.0.0/16',
        ]);
      }
    }
    const narrow = policy
      .flatMap((one) => list(at(one, 'spec.egress')).slice(1))
      .map((rule) => [at(rule, 'to.0.ipBlock.cidr'), list(at(rule, 'ports')).map((port) => at(port, 'port'))]);
    expect(narrow).toEqual(factsOf(repository.project).narrow ?? []);
  },
);
