// The checklist of must-have properties, by number, over all pairs of answers. What needs Rust, a cluster or a scanner
// to see (parts of 6, 12, 14, 31, 41, 47, 55, 58, 60) is in test/rust, test/cluster and test/judges.
import { parse as parseToml } from 'smol-toml';
import { expect } from 'vitest';
import { law, ofKind, textOf, workloads, type Repository } from './generated.ts';
import { at, documents, leaves, list, type Json } from './json.ts';

const rolesOf = ({ objects }: Repository): readonly Json[] => ofKind(objects, 'Role', 'ClusterRole');
const rulesOf = (repository: Repository): readonly Json[] => rolesOf(repository).flatMap((role) => list(at(role, 'rules')));
const has = (rule: Json, key: string, ...values: readonly string[]): boolean => list(at(rule, key)).some((value) => values.includes(String(value)));
const rulesFor = (repository: Repository, resource: string): readonly Json[] => rulesOf(repository).filter((rule) => has(rule, 'resources', resource));
const verbsOf = (rules: readonly Json[]): readonly string[] => [...new Set(rules.flatMap((rule) => list(at(rule, 'verbs')).map(String)))].sort();
const podOf = (workload: Json): Json | undefined => at(workload, 'spec.template.spec');
const containerOf = (workload: Json): Json | undefined => at(podOf(workload), 'containers.0');
const policiesOf = ({ objects }: Repository): readonly Json[] => ofKind(objects, 'NetworkPolicy');
const cidrs = (policies: readonly Json[]): readonly Json[] =>
  policies.flatMap((policy) => list(at(policy, 'spec.egress')).flatMap((rule) => list(at(rule, 'to')).flatMap((to) => at(to, 'ipBlock') ?? [])));

law('1. no wildcard', (repository) => {
  expect(rulesOf(repository).flatMap(leaves)).not.toContain('*');
  expect(rulesOf(repository).filter((rule) => at(rule, 'nonResourceURLs') !== undefined)).toEqual([]);
});

law('2. no binding to a built-in role, account or group', ({ objects }) => {
  for (const binding of ofKind(objects, 'RoleBinding', 'ClusterRoleBinding')) {
    expect(['cluster-admin', 'admin', 'edit', 'view']).not.toContain(at(binding, 'roleRef.name'));
    for (const subject of list(at(binding, 'subjects'))) {
      expect(at(subject, 'kind')).toBe('ServiceAccount');
      expect(at(subject, 'name')).not.toBe('default');
    }
  }
});

law('3. nothing of the deny-list', (repository) => {
  const never = /^(pods\/(exec|attach|portforward|ephemeralcontainers|status|eviction|log)|nodes.*|.*bindings|serviceaccounts\/token|certificatesigningrequests.*|.*webhookconfigurations|apiservices|signers|users|groups|uids|userextras.*|services\/status|secrets\/.*)$/;
  for (const resource of rulesOf(repository).flatMap((rule) => list(at(rule, 'resources')))) expect(resource).not.toMatch(never);
  expect(verbsOf(rulesOf(repository)).filter((verb) => /escalate|bind|impersonate|approve|sign|attest|delete/.test(verb))).toEqual([]);
});

law('4. namespaced: no ClusterRole but the one that installs the CRD', (repository) => {
  if (!repository.project.namespaced) return;
  const names = ofKind(repository.objects, 'ClusterRole', 'ClusterRoleBinding').map((role) => at(role, 'metadata.name'));
  const installer = `${repository.project.name}-crd`;
  expect(names).toEqual(repository.project.crdInstall === 'separate' ? [] : [installer, installer]);
});

law('5. a Role and a RoleBinding per watched namespace, with the namespace of the subject', (repository) => {
  const { name, installNamespace, namespaced, watchNamespaces = [] } = repository.project;
  const named = (kind: string): readonly Json[] => ofKind(repository.objects, kind).filter((object) => at(object, 'metadata.name') === name);
  const expected = namespaced ? watchNamespaces : [];
  expect(named('Role').map((role) => at(role, 'metadata.namespace'))).toEqual(expected);
  expect(named('RoleBinding').map((binding) => at(binding, 'metadata.namespace'))).toEqual(expected);
  for (const binding of ofKind(repository.objects, 'RoleBinding', 'ClusterRoleBinding')) expect(at(binding, 'subjects.0.namespace')).toBe(installNamespace);
});

law('6. CRDs: only by name, never to delete', (repository) => {
  const rules = rulesFor(repository, 'customresourcedefinitions');
  expect(verbsOf(rules)).toEqual(repository.project.crdInstall === 'separate' ? [] : ['create', 'patch']);
  for (const rule of rules) expect(at(rule, 'resourceNames')).toEqual([repository.project.crdName]);
});

law('7. its own resource: list, watch, patch of the status; patch of the object only for a finalizer', (repository) => {
  const { plural, finalizer } = repository.project;
  expect(verbsOf(rulesFor(repository, plural))).toEqual(finalizer ? ['list', 'patch', 'watch'] : ['list', 'watch']);
  expect(verbsOf(rulesFor(repository, `${plural}/status`))).toEqual(['patch']);
});

law('8. no rule on finalizers', (repository) => {
  expect(rulesOf(repository).flatMap((rule) => list(at(rule, 'resources'))).filter((resource) => String(resource).endsWith('/finalizers'))).toEqual([]);
});

law('9. the Lease: by name, made here and not by the controller', (repository) => {
  const { leaderElection, name, owns } = repository.project;
  const leases = rulesFor(repository, 'leases').filter((rule) => at(rule, 'resourceNames') !== undefined);
  expect(verbsOf(leases)).toEqual(leaderElection ? ['get', 'patch'] : []);
  for (const rule of leases) expect(at(rule, 'resourceNames')).toEqual([name]);
  if (!owns.includes('Lease')) expect(rulesFor(repository, 'leases')).toEqual(leases);
  expect(ofKind(repository.objects, 'Lease').map((lease) => at(lease, 'metadata.name'))).toEqual(leaderElection ? [name] : []);
});

law('10. events: create and patch, of events.k8s.io', (repository) => {
  const rules = rulesFor(repository, 'events');
  expect(verbsOf(rules)).toEqual(repository.project.events ? ['create', 'patch'] : []);
  for (const rule of rules) expect(at(rule, 'apiGroups')).toEqual(['events.k8s.io']);
});

law('11. Secrets: no rule, unless it owns them', (repository) => {
  expect(rulesFor(repository, 'secrets').length > 0).toBe(repository.project.owns.includes('Secret'));
});

law('12. names and no names never in one rule; the resource of a rule is one', (repository) => {
  for (const rule of rulesOf(repository)) expect(list(at(rule, 'resources')).length * list(at(rule, 'apiGroups')).length).toBe(1);
});

law('13. no delete: garbage collection follows the owner references', (repository) => {
  expect(verbsOf(rulesOf(repository)).filter((verb) => verb.startsWith('delete') || verb === 'update')).toEqual([]);
});

law('14. each rule has its reason in a comment, and its row with a line of code in docs/security.md', (repository) => {
  const lines = textOf(repository, 'deploy/rbac.yaml').split('\n');
  const rules = lines.flatMap((line, index) => (line.startsWith('  - apiGroups:') ? [lines[index - 1] ?? ''] : []));
  expect(rules.length).toBe(rulesOf(repository).length);
  for (const comment of rules) expect(comment).toMatch(/^ {2}# \S.{20,}\.$/);
  const docs = textOf(repository, 'docs/security.md');
  for (const comment of rules) expect(docs).toContain(`| ${comment.slice(4)} | [\``);
  for (const [, path = '', line = ''] of docs.matchAll(/\(\.\.\/(\S+)#L(\d+)\)/g)) expect(textOf(repository, path).split('\n').length).toBeGreaterThan(Number(line));
});

law('15. nothing is added to the roles of users', (repository) => {
  for (const role of rolesOf(repository)) {
    expect(at(role, 'aggregationRule')).toBeUndefined();
    expect(Object.keys(at(role, 'metadata.labels') ?? {}).filter((key) => key.includes('aggregate-to'))).toEqual([]);
  }
});

law('16. ServiceAccounts of its own, no token without being asked', (repository) => {
  for (const account of ofKind(repository.objects, 'ServiceAccount')) expect(at(account, 'automountServiceAccountToken')).toBe(false);
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
    expect(list(at(containerOf(workload), 'volumeMounts')).map((mount) => at(mount, 'readOnly'))).not.toContain(undefined);
  }
});

law('18. no Secret, and so no token in one', (repository) => expect(ofKind(repository.objects, 'Secret')).toEqual([]));

law('19. a namespace of its own with Pod Security restricted', (repository) => {
  const [namespace] = ofKind(repository.objects, 'Namespace');
  const labels = Object.entries(at(namespace, 'metadata.labels') ?? {}).map(([key, value]) => `${key.replace('pod-security.kubernetes.io/', '')}=${String(value)}`);
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
      expect([at(context, 'runAsNonRoot'), at(context, 'runAsUser'), at(context, 'runAsGroup')]).toEqual([true, 65532, 65532]);
    }
  }
});

law('21. no privilege, no capability', (repository) => {
  for (const workload of workloads(repository)) {
    const context = at(containerOf(workload), 'securityContext');
    expect([at(context, 'allowPrivilegeEscalation'), at(context, 'privileged'), at(context, 'capabilities')]).toEqual([false, false, { drop: ['ALL'] }]);
  }
});

law('22. a read-only root, and nothing that can be written', (repository) => {
  for (const workload of workloads(repository)) {
    expect(at(containerOf(workload), 'securityContext.readOnlyRootFilesystem')).toBe(true);
    expect(list(at(podOf(workload), 'volumes')).filter((volume) => at(volume, 'emptyDir') !== undefined)).toEqual([]);
  }
});

law('23. seccomp and AppArmor of the runtime, in the Pod and in the container', (repository) => {
  for (const workload of workloads(repository)) {
    for (const context of [at(podOf(workload), 'securityContext'), at(containerOf(workload), 'securityContext')]) {
      expect([at(context, 'seccompProfile.type'), at(context, 'appArmorProfile.type')]).toEqual(['RuntimeDefault', 'RuntimeDefault']);
    }
  }
});

law('24. nothing of the host', (repository) => {
  for (const workload of workloads(repository)) {
    const pod = podOf(workload);
    expect([at(pod, 'hostNetwork'), at(pod, 'hostPID'), at(pod, 'hostIPC')]).toEqual([false, false, false]);
    expect(leaves(workload).filter((leaf) => ['hostPath', 'hostPort', 'sysctls', 'host'].includes(String(leaf)))).toEqual([]);
  }
});

law('25. requests and limits; of memory the same', (repository) => {
  for (const workload of workloads(repository)) {
    const resources = at(containerOf(workload), 'resources');
    for (const side of ['requests', 'limits']) expect(Object.keys(at(resources, side) ?? {})).toEqual(['cpu', 'memory', 'ephemeral-storage']);
    expect(at(resources, 'requests.memory')).toBe(at(resources, 'limits.memory'));
  }
});

law('26. three probes; ready is not the same as alive', (repository) => {
  const [deployment] = ofKind(repository.objects, 'Deployment');
  const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => at(containerOf(deployment ?? null), `${probe}.httpGet`));
  expect(probes).toEqual(['/healthz', '/healthz', '/readyz'].map((path) => ({ path, port: 'metrics' })));
  expect(at(containerOf(deployment ?? null), 'ports')).toEqual([{ name: 'metrics', containerPort: 8080, protocol: 'TCP' }]);
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
    expect(leaves(workload).filter((leaf) => ['secretKeyRef', 'envFrom', 'subPath'].includes(String(leaf)))).toEqual([]);
  }
});

law('29. two replicas with a Lease and a disruption budget, else one with a reason', (repository) => {
  const { leaderElection } = repository.project;
  const [deployment] = ofKind(repository.objects, 'Deployment');
  expect(at(deployment, 'spec.replicas')).toBe(leaderElection ? 2 : 1);
  expect(at(deployment, 'spec.strategy.type')).toBe(leaderElection ? 'RollingUpdate' : 'Recreate');
  expect(ofKind(repository.objects, 'PodDisruptionBudget').map((budget) => [at(budget, 'spec.maxUnavailable'), at(budget, 'spec.unhealthyPodEvictionPolicy')])).toEqual(
    leaderElection ? [[1, 'AlwaysAllow']] : [],
  );
  expect(at(podOf(deployment ?? null), 'affinity') !== undefined).toBe(leaderElection);
  expect(textOf(repository, 'docs/security.md').includes('one replica, as leader election was declined')).toBe(!leaderElection);
});

law('30. the recommended labels', (repository) => {
  for (const workload of workloads(repository)) {
    for (const labels of [at(workload, 'metadata.labels'), at(workload, 'spec.template.metadata.labels')]) {
      for (const key of ['name', 'instance', 'version', 'component', 'part-of', 'managed-by']) expect(at(labels, `[app.kubernetes.io/${key}]`)).toBeTypeOf('string');
      expect(at(labels, '[app.kubernetes.io/instance]')).toBe(at(workload, 'metadata.name'));
    }
  }
});

law('31. time to stop', (repository) => {
  for (const workload of workloads(repository)) expect(at(podOf(workload), 'terminationGracePeriodSeconds')).toBe(30);
});

law('32. default deny, in and out', (repository) => {
  expect(policiesOf(repository).map((policy) => at(policy, 'spec'))).toContainEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});

law('33. one label selects; only Prometheus comes in, and only for metrics', (repository) => {
  for (const policy of policiesOf(repository)) expect(Object.keys(at(policy, 'spec.podSelector.matchLabels') ?? {}).length).toBeLessThanOrEqual(1);
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

law('34. DNS: one namespace and one kind of Pod, UDP and TCP', (repository) => {
  const dns = policiesOf(repository).flatMap((policy) => list(at(policy, 'spec.egress')).filter((rule) => at(rule, 'to.0.namespaceSelector') !== undefined));
  expect(dns.length).toBe(workloads(repository).length);
  for (const rule of dns) {
    expect(at(rule, 'to')).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
    ]);
    expect(at(rule, 'ports')).toEqual([{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }]);
  }
});

law('35. the API server by its address', (repository) => {
  const own = policiesOf(repository).filter((policy) => !String(at(policy, 'metadata.name')).endsWith('-external'));
  for (const block of cidrs(own)) expect(block).toEqual({ cidr: repository.project.apiServerCidr });
  expect(cidrs(own).length).toBe(workloads(repository).length);
});

law('36. outside: port 443 past private networks and the metadata of the node; else what the identity needs', (repository) => {
  const policy = policiesOf(repository).filter((one) => at(one, 'metadata.name') === `${repository.project.name}-external`);
  expect(policy.length).toBe(repository.project.external ? 1 : 0);
  for (const rule of policy.flatMap((one) => list(at(one, 'spec.egress')))) {
    const ports = list(at(rule, 'ports')).map((port) => at(port, 'port'));
    for (const { ipBlock } of list(at(rule, 'to')).map((to) => ({ ipBlock: at(to, 'ipBlock') }))) {
      if (at(ipBlock, 'cidr') !== '0.0.0.0/0') continue;
      expect(ports).toEqual([443]);
      expect(at(ipBlock, 'except')).toEqual(['169.254.169.254/32', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
    }
  }
  const identity: Readonly<Record<string, readonly (readonly [string, readonly number[]])[]>> = {
    'aws-pod-identity': [['169.254.170.23/32', [80]]],
    gcp: [['169.254.169.254/32', [80, 8080]], ['169.254.169.252/32', [987, 988]]],
    vault: [['10.0.0.0/8', [8200]]],
  };
  const narrow = policy.flatMap((one) => list(at(one, 'spec.egress')).slice(1)).map((rule) => [at(rule, 'to.0.ipBlock.cidr'), list(at(rule, 'ports')).map((port) => at(port, 'port'))]);
  expect(narrow).toEqual(identity[repository.project.externalProvider ?? ''] ?? []);
});

law('37. trust names this ServiceAccount and one audience, exactly', (repository) => {
  const { externalProvider, installNamespace, name, awsOidcProvider, awsAccountId, awsCluster, awsRegion } = repository.project;
  const subject = `system:serviceaccount:${installNamespace}:${name}`;
  const json = (path: string): Json => JSON.parse(textOf(repository, path));
  if (externalProvider === 'aws-irsa') {
    expect(at(json('iam/trust-policy.json'), 'Statement.0.Condition')).toEqual({
      StringEquals: { [`${awsOidcProvider}:aud`]: 'sts.amazonaws.com', [`${awsOidcProvider}:sub`]: subject },
    });
  }
  if (externalProvider === 'aws-pod-identity') {
    expect(at(json('iam/trust-policy.json'), 'Statement.0.Action')).toEqual(['sts:AssumeRole', 'sts:TagSession']);
    expect(at(json('iam/trust-policy.json'), 'Statement.0.Condition')).toEqual({
      StringEquals: {
        'aws:SourceAccount': awsAccountId,
        'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:${awsRegion}:${awsAccountId}:cluster/${awsCluster}`,
        'aws:RequestTag/kubernetes-namespace': installNamespace,
        'aws:RequestTag/kubernetes-service-account': name,
      },
    });
  }
  if (externalProvider === 'azure') {
    expect(json('iam/federated-credential.json')).toMatchObject({ subject, audiences: ['api://AzureADTokenExchange'] });
  }
  if (externalProvider === 'gcp') expect(textOf(repository, 'iam/README.md')).toContain(`.svc.id.goog/subject/ns/${installNamespace}/sa/${name} `);
  if (externalProvider === 'vault') {
    expect(json('iam/role.json')).toMatchObject({
      bound_service_account_names: [name],
      bound_service_account_namespaces: [installNamespace],
      audience: 'vault',
      alias_name_source: 'serviceaccount_uid',
    });
  }
});

law('38. the annotations and labels of the provider, and no static key', (repository) => {
  const { externalProvider } = repository.project;
  const [account] = ofKind(repository.objects, 'ServiceAccount');
  const keys = Object.keys(at(account, 'metadata.annotations') ?? {});
  const expected: Readonly<Record<string, readonly string[]>> = {
    'aws-irsa': ['role-arn', 'audience', 'sts-regional-endpoints', 'token-expiration'].map((key) => `eks.amazonaws.com/${key}`),
    azure: ['client-id', 'tenant-id', 'service-account-token-expiration'].map((key) => `azure.workload.identity/${key}`),
  };
  expect(keys).toEqual(expected[externalProvider ?? ''] ?? []);
  const [deployment] = ofKind(repository.objects, 'Deployment');
  expect(at(deployment, 'spec.template.metadata.labels.[azure.workload.identity/use]')).toBe(externalProvider === 'azure' ? 'true' : undefined);
  expect(at(podOf(deployment ?? null), 'nodeSelector.[iam.gke.io/gke-metadata-server-enabled]')).toBe(externalProvider === 'gcp' ? 'true' : undefined);
  expect(leaves(deployment ?? null).filter((leaf) => /_TOKEN_FILE$|ACCESS_KEY|CLIENT_SECRET|GOOGLE_APPLICATION_CREDENTIALS/.test(String(leaf)))).toEqual([]);
});

law('39. IAM policies name actions, resources and a condition', (repository) => {
  for (const [path, text] of repository.files) {
    if (!/^iam\/.*\.json$/.test(path)) continue;
    const policy: Json = JSON.parse(text);
    expect(leaves(policy).filter((leaf) => leaf === '*' || /^[a-z0-9]+:\*$/.test(String(leaf))), path).toEqual([]);
    for (const statement of list(at(policy, 'Statement'))) expect(Object.keys(at(statement, 'Condition') ?? {}).length, path).toBeGreaterThan(0);
  }
});

law('40. a token for somebody else has an audience and a file of its own', (repository) => {
  const tokens = workloads(repository).flatMap((workload) =>
    list(at(podOf(workload), 'volumes')).flatMap((volume) =>
      list(at(volume, 'projected.sources')).flatMap((source) => (at(source, 'serviceAccountToken') === undefined ? [] : [`${String(at(volume, 'name'))} ${String(at(source, 'serviceAccountToken.audience'))}`])),
    ),
  );
  const own = workloads(repository).map(() => 'kube-api-access undefined');
  expect(tokens.sort()).toEqual([...own, ...(repository.project.externalProvider === 'vault' ? ['vault-token vault'] : [])].sort());
});

law('42. a last stage without a shell', (repository) => {
  const { baseImage, libc } = repository.project;
  const last = textOf(repository, 'Dockerfile').match(/^FROM .*/gm)?.at(-1);
  const images = {
    distroless: { gnu: 'gcr.io/distroless/cc-debian13:nonroot', musl: 'gcr.io/distroless/static-debian13:nonroot' },
    chainguard: { gnu: 'cgr.dev/chainguard/glibc-dynamic:latest', musl: 'cgr.dev/chainguard/static:latest' },
  };
  expect(last).toBe(`FROM ${images[baseImage][libc]}`);
});

law('43. by number, as a list, from the build, owned by root', (repository) => {
  const dockerfile = textOf(repository, 'Dockerfile');
  expect(dockerfile).toContain('\nUSER 65532:65532\n');
  expect(dockerfile).toContain('\nHEALTHCHECK NONE\n');
  expect(dockerfile).toContain('\nENTRYPOINT ["/controller"]\n');
  expect(dockerfile).toContain('\nCOPY --from=build --chown=0:0 /out/ /\n');
  expect(dockerfile).toContain('install -D -m 0555');
  expect(dockerfile).toContain('LABEL org.opencontainers.image.title=');
  expect(dockerfile).not.toMatch(/^ADD|^(ARG|ENV).*(TOKEN|SECRET|PASSWORD|KEY)/m);
});

law('44. auditable and locked, with the toolchain that is pinned, and nothing else in the build', (repository) => {
  expect(textOf(repository, 'Dockerfile')).toContain('cargo auditable build --release --locked');
  expect(textOf(repository, 'Dockerfile').match(/rust:([\d.]+)-/)?.[1]).toBe(textOf(repository, 'rust-toolchain.toml').match(/channel = "(\d+\.\d+)/)?.[1]);
  expect(textOf(repository, '.dockerignore').split('\n').filter((line) => !/^(#|!|$)/.test(line))).toEqual(['*']);
});

law('45. both architectures on machines of their own, the same bytes each time', (repository) => {
  expect(textOf(repository, 'Dockerfile')).toMatch(/ARG SOURCE_DATE_EPOCH[\s\S]*--remap-path-prefix=/);
  if (repository.project.ci === 'github') expect(textOf(repository, '.github/workflows/release.yml')).toMatch(/ubuntu-24\.04,[\s\S]*ubuntu-24\.04-arm,/);
  expect(textOf(repository, 'Dockerfile')).not.toContain('qemu');
});

law('46. deny.toml: known sources, no openssl, no wildcard, a list of licences', (repository) => {
  const deny = parseToml(textOf(repository, 'deny.toml'));
  expect(deny).toMatchObject({
    graph: { targets: ['x86_64', 'aarch64'].map((machine) => `${machine}-unknown-linux-${repository.project.libc}`) },
    sources: { 'unknown-registry': 'deny', 'unknown-git': 'deny' },
    bans: { wildcards: 'deny' },
    advisories: { yanked: 'deny', unmaintained: 'workspace', unsound: 'all' },
  });
  expect(JSON.stringify(deny)).toContain('"crate":"openssl"');
});

law('47. Cargo.lock, and no unsafe code', (repository) => {
  expect(textOf(repository, 'Cargo.lock')).toContain(`name = "${repository.project.crate}"`);
  expect(textOf(repository, 'Cargo.toml')).toContain('unsafe_code = "forbid"');
  expect(textOf(repository, 'Cargo.lock')).not.toMatch(/name = "(openssl|openssl-sys|native-tls)"/);
});

law('53. one bot for everything that is pinned, with a week of waiting', (repository) => {
  const { updates, ci } = repository.project;
  if (updates === 'renovate') {
    const renovate: Json = JSON.parse(textOf(repository, 'renovate.json'));
    expect(at(renovate, 'extends.0')).toBe('config:best-practices');
    expect(leaves(renovate)).toContain('7 days');
    return;
  }
  const [dependabot] = documents(textOf(repository, '.github/dependabot.yml'));
  const updated = list(at(dependabot, 'updates'));
  expect(updated.map((update) => at(update, 'package-ecosystem'))).toEqual(['cargo', 'rust-toolchain', 'docker', 'docker', ...(ci === 'github' ? ['github-actions'] : [])]);
  for (const update of updated) expect(at(update, 'cooldown.default-days')).toBe(7);
  expect(leaves(dependabot ?? null)).toContain('k8s-openapi');
});

law('54. how to report a vulnerability, and who reviews', (repository) => {
  expect(textOf(repository, 'SECURITY.md')).toMatch(/security\/advisories\/new[\s\S]*90 days/);
  if (repository.project.ci === 'github') expect(textOf(repository, '.github/CODEOWNERS')).toMatch(/^\* @\S+$/m);
});

law('56. docs/security.md has every part', (repository) => {
  const docs = textOf(repository, 'docs/security.md');
  const parts = ['Permissions', 'What somebody gets who takes over the Pod', 'Threat model', 'Network', 'Calls to the API server', 'The image'];
  expect(parts.filter((part) => !docs.includes(`\n## ${part}\n`))).toEqual([]);
  expect(docs).toContain('```mermaid\nflowchart');
  for (const host of repository.project.outsideHosts) expect(docs).toContain(`| \`${host}\`, 443 |`);
});

law('57. what a scanner finds is suppressed in place and with a reason, never for all', (repository) => {
  const configurations = /(^|\/)(\.checkov\.ya?ml|\.hadolint\.ya?ml|zizmor\.yml|\.trivyignore.*|\.kube-linter\.ya?ml)$/;
  expect([...repository.files.keys()].filter((path) => configurations.test(path))).toEqual([]);
  for (const [path, text] of repository.files) {
    for (const [line] of text.matchAll(/^.*(checkov\.io\/skip|checkov:skip|zizmor: ignore|kube-score\/ignore|#trivy:ignore).*$/gm)) expect(line, path).toMatch(/CKV_\w+[=:]\S.{20,}/);
    for (const [line, before] of text.matchAll(/^(.*)\n# hadolint ignore=.*$/gm)) expect(before, `${path}: ${line}`).toMatch(/^# \S.{20,}/);
  }
});
