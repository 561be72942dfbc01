// Checklist: the permissions of the controller.
import { expect } from 'vitest';
import { law, ofKind, textOf, type Repository } from '../generated.ts';
import { at, leaves, list, type Json } from '../json.ts';

const rolesOf = ({ objects }: Repository): readonly Json[] => ofKind(objects, 'Role', 'ClusterRole');
const rulesOf = (repository: Repository): readonly Json[] =>
  rolesOf(repository).flatMap((role) => list(at(role, 'rules')));
const has = (rule: Json, key: string, ...values: readonly string[]): boolean =>
  list(at(rule, key)).some((value) => values.includes(String(value)));
const rulesFor = (repository: Repository, resource: string): readonly Json[] =>
  rulesOf(repository).filter((rule) => has(rule, 'resources', resource));
const verbsOf = (rules: readonly Json[]): readonly string[] =>
  [...new Set(rules.flatMap((rule) => list(at(rule, 'verbs')).map(String)))].sort();

law('no rule has a wildcard', (repository) => {
  expect(rulesOf(repository).flatMap(leaves)).not.toContain('*');
  expect(rulesOf(repository).filter((rule) => at(rule, 'nonResourceURLs') !== undefined)).toEqual([]);
});

law('no binding uses a built-in role, account or group', ({ objects }) => {
  for (const binding of ofKind(objects, 'RoleBinding', 'ClusterRoleBinding')) {
    expect(['cluster-admin', 'admin', 'edit', 'view']).not.toContain(at(binding, 'roleRef.name'));
    for (const subject of list(at(binding, 'subjects'))) {
      expect(at(subject, 'kind')).toBe('ServiceAccount');
      expect(at(subject, 'name')).not.toBe('default');
    }
  }
});

law('no rule grants anything of the deny-list', (repository) => {
  const never =
    /^(pods\/(exec|attach|portforward|ephemeralcontainers|status|eviction|log)|nodes.*|.*bindings|serviceaccounts\/token|certificatesigningrequests.*|.*webhookconfigurations|apiservices|signers|users|groups|uids|userextras.*|services\/status|secrets\/.*)$/;
  for (const resource of rulesOf(repository).flatMap((rule) => list(at(rule, 'resources'))))
    expect(resource).not.toMatch(never);
  expect(
    verbsOf(rulesOf(repository)).filter((verb) => /escalate|bind|impersonate|approve|sign|attest|delete/.test(verb)),
  ).toEqual([]);
});

law('a namespaced controller has no ClusterRole, except to install the CRD', (repository) => {
  if (!repository.project.namespaced) return;
  const names = ofKind(repository.objects, 'ClusterRole', 'ClusterRoleBinding').map((role) =>
    at(role, 'metadata.name'),
  );
  const installer = `${repository.project.name}-crd`;
  expect(names).toEqual(repository.project.crdInstall === 'separate' ? [] : [installer, installer]);
});

law('each watched namespace has a Role and a RoleBinding, with the namespace of the subject', (repository) => {
  const { name, installNamespace, namespaced, watchNamespaces = [] } = repository.project;
  const named = (kind: string): readonly Json[] =>
    ofKind(repository.objects, kind).filter((object) => at(object, 'metadata.name') === name);
  const expected = namespaced ? watchNamespaces : [];
  expect(named('Role').map((role) => at(role, 'metadata.namespace'))).toEqual(expected);
  expect(named('RoleBinding').map((binding) => at(binding, 'metadata.namespace'))).toEqual(expected);
  for (const binding of ofKind(repository.objects, 'RoleBinding', 'ClusterRoleBinding'))
    expect(at(binding, 'subjects.0.namespace')).toBe(installNamespace);
});

law('CRDs are accessible only by name, and never to delete', (repository) => {
  const rules = rulesFor(repository, 'customresourcedefinitions');
  expect(verbsOf(rules)).toEqual(repository.project.crdInstall === 'separate' ? [] : ['create', 'patch']);
  for (const rule of rules) expect(at(rule, 'resourceNames')).toEqual([repository.project.crdName]);
});

law('its own resource has list, watch and patch of the status, and patch only for a finalizer', (repository) => {
  const { plural, finalizer } = repository.project;
  expect(verbsOf(rulesFor(repository, plural))).toEqual(finalizer ? ['list', 'patch', 'watch'] : ['list', 'watch']);
  expect(verbsOf(rulesFor(repository, `${plural}/status`))).toEqual(['patch']);
});

law('no rule is about finalizers', (repository) => {
  expect(
    rulesOf(repository)
      .flatMap((rule) => list(at(rule, 'resources')))
      .filter((resource) => String(resource).endsWith('/finalizers')),
  ).toEqual([]);
});

law('the Lease is granted by name, and the manifests create it', (repository) => {
  const { leaderElection, name, owns } = repository.project;
  const leases = rulesFor(repository, 'leases').filter((rule) => at(rule, 'resourceNames') !== undefined);
  expect(verbsOf(leases)).toEqual(leaderElection ? ['get', 'patch'] : []);
  for (const rule of leases) expect(at(rule, 'resourceNames')).toEqual([name]);
  if (!owns.includes('Lease')) expect(rulesFor(repository, 'leases')).toEqual(leases);
  expect(ofKind(repository.objects, 'Lease').map((lease) => at(lease, 'metadata.name'))).toEqual(
    leaderElection ? [name] : [],
  );
});

law('events have create and patch, in events.k8s.io', (repository) => {
  const rules = rulesFor(repository, 'events');
  expect(verbsOf(rules)).toEqual(repository.project.events ? ['create', 'patch'] : []);
  for (const rule of rules) expect(at(rule, 'apiGroups')).toEqual(['events.k8s.io']);
});

law('there is no rule for Secrets, unless it owns them', (repository) => {
  expect(rulesFor(repository, 'secrets').length > 0).toBe(repository.project.owns.includes('Secret'));
});

law('each rule has exactly one resource in one API group', (repository) => {
  for (const rule of rulesOf(repository))
    expect(list(at(rule, 'resources')).length * list(at(rule, 'apiGroups')).length).toBe(1);
});

law('no rule has delete, because garbage collection follows owner references', (repository) => {
  expect(verbsOf(rulesOf(repository)).filter((verb) => verb.startsWith('delete') || verb === 'update')).toEqual([]);
});

law('each rule has a comment with its reason, and a row with a line of code in docs/security.md', (repository) => {
  const lines = textOf(repository, 'deploy/rbac.yaml').split('\n');
  const rules = lines.flatMap((line, index) => (line.startsWith('  - apiGroups:') ? [lines[index - 1] ?? ''] : []));
  expect(rules.length).toBe(rulesOf(repository).length);
  for (const comment of rules) expect(comment).toMatch(/^ {2}# \S.{20,}\.$/);
  const docs = textOf(repository, 'docs/security.md');
  for (const comment of rules) expect(docs).toContain(`| ${comment.slice(4)} | [\``);
  for (const [, path = '', line = ''] of docs.matchAll(/\(\.\.\/(\S+)#L(\d+)\)/g))
    expect(textOf(repository, path).split('\n').length).toBeGreaterThan(Number(line));
});

law('the roles of users get no additional rules', (repository) => {
  for (const role of rolesOf(repository)) {
    expect(at(role, 'aggregationRule')).toBeUndefined();
    expect(Object.keys(at(role, 'metadata.labels') ?? {}).filter((key) => key.includes('aggregate-to'))).toEqual([]);
  }
});
