// What a comment above a rule settles: never a critical one in silence.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { Known } from '../../src/inventory/inventory.ts';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { needing } from '../needs.ts';
import { binding, files, role, rule } from './role-texts.ts';

/** A comment above a rule that an attacker wants, and what is made of it. */
function settled(comment: string, resources: string, verbs: string, known?: (repository: Repository) => Known) {
  const commented = rule("''", resources, verbs).replace(/^(\s*)-/m, `$1# ${comment}\n$1-`);
  const repository = files({ 'a.yaml': `${role('a', commented)}${binding('a')}` });
  const { findings, suppressed } = audit(repository, {
    rules: ['no-cluster-wide-secrets', 'no-pod-exec', 'no-config-takeover', 'no-secret-writes'],
    ...known?.(repository),
  });
  return {
    open: findings.map(({ rule: id, severity, message }) => ({ id, severity, message })),
    ignored: suppressed.map(({ finding, reason, by }) => ({ id: finding.rule, reason, by })),
  };
}

const need = { group: '', resource: 'configmaps', verb: 'list' } as const;
const why = 'the tokens of all tenants are copied';
const secrets = { ...need, resource: 'secrets' };

test('a comment settles no critical rule that nothing proves: it is a step less severe, and stands beside', () => {
  const { open, ignored } = settled(why, 'secrets', 'list');
  expect(ignored).toEqual([]);
  expect(open).toMatchObject([
    { id: 'no-cluster-wide-secrets', severity: 'high', message: expect.stringContaining(why) },
  ]);
  const unknown = [{ path: 'src/main.rs', line: 2, why: 'a macro' }];
  expect(settled(why, 'secrets', 'list', (repository) => needing(repository, [secrets], unknown)).open).toEqual(open);
});

test('a comment whose need the source proves settles it, and is shown as the reason', () => {
  expect(settled(why, 'secrets', 'list', (repository) => needing(repository, [secrets]))).toEqual({
    open: [],
    ignored: [{ id: 'no-cluster-wide-secrets', reason: why, by: 'comment' }],
  });
});

test('a comment about what the source does not need settles nothing', () => {
  expect(settled(why, 'secrets', 'list', (repository) => needing(repository, [need])).open).toMatchObject([
    { severity: 'critical' },
  ]);
});

test.each(['TODO: is this needed at all?', 'is this needed?', 'FIXME why'])('%j is no reason', (comment) =>
  expect(settled(comment, 'secrets', 'list').open).toMatchObject([{ severity: 'critical' }]),
);

test('an explicit suppression settles it with its reason', () => {
  const { open, ignored } = settled(
    `kube-secure-controller: ignore[no-cluster-wide-secrets] ${why}`,
    'secrets',
    'list',
  );
  expect(open).toEqual([]);
  expect(ignored).toMatchObject([{ reason: why, by: 'comment' }]);
});

describe('of a role in a chart', () => {
  const chart = (comment: string) =>
    audit(
      repositoryOf([
        ['c/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 0.1.0\n'],
        [
          'c/templates/a.yaml',
          `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: {{ .Release.Name }}-a}\nrules:\n${comment}- apiGroups: [""]\n  resources: [secrets]\n  verbs: [list]\n# the certificates of users are read here\n- apiGroups: [acme.io]\n  resources: [things]\n  verbs: [get]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{ .Release.Name }}-a}\nsubjects: [{kind: ServiceAccount, name: a, namespace: n}]\n`,
        ],
      ]),
      { rules: ['no-cluster-wide-secrets'] },
    ).findings.map(({ severity, message }) => [severity, /"(.*)"/.exec(message)?.[1]]);

  test('no comment settles nothing', () => expect(chart('')).toEqual([['critical', undefined]]));
  test('a comment is one', () =>
    expect(chart('# users keep their keys in them\n')).toEqual([['high', 'users keep their keys in them']]));
});
