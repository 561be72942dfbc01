// Which roles are judged, and how.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { Unknown } from '../../src/inference/infer.ts';
import { needing, type Need } from '../needs.ts';
import { binding, files, role, rule } from './role-texts.ts';

const wildcard = rule('example.dev', 'things', "'*'");
const need = { group: '', resource: 'configmaps', verb: 'list' } as const;
const judged = (
  texts: Readonly<Record<string, string>>,
  rules: readonly string[],
  { needs = [need], unknown = [] }: { readonly needs?: readonly Need[]; readonly unknown?: readonly Unknown[] } = {},
) => {
  const repository = files(texts);
  return audit(repository, { rules, ...needing(repository, needs, unknown) });
};

test('an unbound role is for users, unless nothing is bound at all', () => {
  const users = role('things-admin', wildcard);
  const mine = role('mine', rule("''", 'configmaps', 'list'));
  const found = (text: string) => audit(files({ 'a.yaml': text }), { rules: ['no-wildcards'] }).findings.length;
  expect(found(users + mine + binding('mine'))).toBe(0);
  expect(found(users + mine)).toBe(1);
});

test('a role to which a binding of the same chart may refer is judged', () => {
  const chart = {
    'Chart.yaml': 'name: a\n',
    'templates/rbac.yaml': role('{{ include "a.name" . }}-admin', wildcard) + binding('{{ .Values.role }}'),
  };
  expect(audit(files(chart), { rules: ['no-wildcards'] }).findings).toHaveLength(1);
});

test('a binding and a role whose names use the same expression, and more text, belong together', () => {
  const chart = {
    'Chart.yaml': 'name: a\n',
    'templates/rbac.yaml':
      role('{{ include "a.name" . }}-role', rule("''", 'configmaps', 'list')) +
      binding('{{ include "a.name" . }}-role'),
  };
  expect(judged(chart, ['no-missing-permissions']).kept).toEqual(['no-missing-permissions']);
});

test('a binding in a loop refers to the same role with $ instead of .', () => {
  const bound = `{{- range .Values.namespaces }}\n---\n${binding('{{ include "a.name" $ }}-role').replace('kind: ClusterRoleBinding', 'kind: RoleBinding')}{{- end }}\n`;
  const chart = {
    'Chart.yaml': 'name: a\n',
    'values.yaml': 'namespaces: [one]\n',
    'templates/rbac.yaml': role('{{ include "a.name" . }}-role', rule("''", 'secrets', 'get')) + bound,
  };
  expect(
    audit(files(chart), { rules: ['no-cluster-wide-secrets', 'secrets-by-name'] }).findings.map(
      (finding) => finding.rule,
    ),
  ).toEqual(['secrets-by-name']);
});

/** The message about a call that no known role grants. */
const perhaps = {
  rule: 'no-missing-permissions',
  state: 'unknown',
  path: 'src/main.rs',
  message: '`list` on configmaps is granted by no role that can be read here; whether another grants it is not known.',
};

test('missing permissions are unknown if a binding refers to a missing role', () => {
  const text = role('mine', rule("''", 'pods', 'list')) + binding('mine') + binding('elsewhere');
  expect(judged({ 'a.yaml': text }, ['no-missing-permissions']).findings).toMatchObject([
    {
      state: 'unknown',
      path: 'a.yaml',
      message: 'The role elsewhere is not in this repository, so what it grants is not known.',
    },
    perhaps,
  ]);
});

test('in a rule with several groups each resource counts in its own group', () => {
  const text = role('mine', rule("'', apps", 'configmaps, deployments', 'list, get')) + binding('mine');
  const [finding] = judged({ 'a.yaml': text }, ['no-unused-permissions']).findings;
  expect(finding?.message).toBe('ClusterRole mine: no code uses list/get deployments.apps, get configmaps');
});

test('possibly unused permissions are one finding per role, which names the unknown call', () => {
  const text = role('mine', rule("''", 'pods', 'get') + rule("''", 'nodes', 'get')) + binding('mine');
  const unknown = [{ path: 'src/a.rs', line: 7, why: '' }];
  expect(judged({ 'a.yaml': text }, ['no-unused-permissions'], { unknown }).findings).toMatchObject([
    {
      state: 'unknown',
      message:
        'ClusterRole mine: found no code that uses get pods, get nodes, but not every call was understood, such as src/a.rs:7',
    },
  ]);
});

test.each([
  ['# The webhook asks who calls it.\n', rule("''", 'pods', 'get'), 0],
  ['# The webhook asks who calls it.\n', rule("''", 'pods', 'get') + rule("''", 'nodes', 'get'), 2],
  ['### Heartbeat RBAC ###\n', rule("''", 'pods', 'get'), 1],
  ['# SPDX-License-Identifier: Apache-2.0\n', rule("''", 'pods', 'get'), 1],
  ['# Source: a/templates/role.yaml\n', rule("''", 'pods', 'get'), 1],
])('a role below %j with %j', (comment, rules, number) => {
  expect(
    audit(files({ 'a.yaml': comment + role('mine', rules) + binding('mine') }), { rules: ['explained-permissions'] })
      .findings,
  ).toHaveLength(number);
});

test('a rule that a chart inserts does not hide later ones, and may have the missing permission', () => {
  const chart = {
    'Chart.yaml': 'name: a\n',
    'templates/rbac.yaml': role('mine', `  - {{- include "more" . | indent 4 | trim }}\n${wildcard}`) + binding('mine'),
  };
  expect(judged(chart, ['no-wildcards', 'no-missing-permissions']).findings).toMatchObject([
    { rule: 'no-wildcards', line: 7 },
    perhaps,
    { rule: 'no-missing-permissions', state: 'unknown', line: 6, message: expect.stringContaining('include "more"') },
  ]);
});

test('rules that a chart inserts as a whole may have the missing permission', () => {
  const chart = {
    'Chart.yaml': 'name: a\n',
    'templates/rbac.yaml':
      role('mine', '').replace('rules:\n', 'rules: {{ include "rules" . | nindent 2 }}\n') + binding('mine'),
  };
  expect(judged(chart, ['no-wildcards', 'explained-permissions', 'no-missing-permissions']).findings).toMatchObject([
    perhaps,
    { rule: 'no-missing-permissions', state: 'unknown', line: 5, message: expect.stringContaining('include "rules"') },
  ]);
});

test.each([
  ['The lease of the leader is kept here.', []],
  ['TODO: is this needed at all?', ['explained-permissions']],
  ['FIXME narrow this down', ['explained-permissions']],
  ['does the controller really need this?', ['explained-permissions']],
])('a comment that says %j', (comment, broken) => {
  const commented = rule('example.dev', 'things', 'get').replace(/^(\s*)-/m, `$1# ${comment}\n$1-`);
  const { findings } = audit(files({ 'a.yaml': `${role('a', commented)}---\n${binding('a')}` }), {
    rules: ['explained-permissions'],
  });
  expect(findings.map((one) => one.rule)).toEqual(broken);
});

const derive = (group: string, kind: string): string =>
  `#[derive(CustomResource)]\n#[kube(group = "${group}", version = "v1", kind = "${kind}", namespaced)]\nstruct ${kind}Spec {}\n`;
const crd = (group: string, kind: string, plural: string): string =>
  `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${plural}.${group}\nspec:\n  group: ${group}\n  names:\n    kind: ${kind}\n    plural: ${plural}\n`;
const deletes = role(
  'mine',
  rule('example.dev', 'things', 'delete') + rule('monitoring.coreos.com', 'podmonitors', 'delete'),
);
const ownKinds = (texts: Readonly<Record<string, string>>): readonly string[] =>
  audit(files({ 'a.yaml': deletes + binding('mine'), ...texts }), { rules: ['own-kind-never-deleted'] }).findings.map(
    ({ state, message }) => `${state}: ${message.replace('ClusterRole mine: ', '')}`,
  );
const both = derive('example.dev', 'Thing') + derive('monitoring.coreos.com', 'PodMonitor');

test('a type that is derived for a CRD of another project does not belong to the users of this one', () => {
  const mine = ['broken: may delete things, which belong to users'];
  expect(ownKinds({ 'src/a.rs': both, 'src/crd.rs': 'fn main() { print(Thing::crd()) }' })).toEqual(mine);
  expect(
    ownKinds({ 'src/a.rs': both, 'src/crd.rs': 'fn main() { print(<a::Thing as CustomResourceExt>::crd()) }' }),
  ).toEqual(mine);
  expect(ownKinds({ 'src/a.rs': both, 'src/crd.rs': 'gen!(Thing); fn gen() { print(<$t>::crd()) }' })).toEqual(mine);
  expect(ownKinds({ 'src/a.rs': both, 'src/stub.rs': 'fn a() { (Thing::crd(), PodMonitor::crd()) }' })).toEqual(mine);
  expect(ownKinds({ 'src/a.rs': both, 'crd.yaml': crd('example.dev', 'Thing', 'things') })).toEqual(mine);
});

test('a wildcard of verbs on a kind is reported only by the rule about wildcards', () => {
  const everything = role('mine', rule('example.dev', 'things', '"*"')) + binding('mine');
  const found = (rules: readonly string[]) =>
    audit(files({ 'a.yaml': everything, 'src/a.rs': both, 'crd.yaml': crd('example.dev', 'Thing', 'things') }), {
      rules,
    }).findings;
  expect(found(['own-kind-never-deleted'])).toEqual([]);
  expect(found(['no-wildcards'])).toHaveLength(1);
});

test('a kind that the program creates itself does not belong to its users', () => {
  const things = { group: 'example.dev', resource: 'things' } as const;
  const texts = {
    'a.yaml': deletes + binding('mine'),
    'src/a.rs': both,
    'crd.yaml': crd('example.dev', 'Thing', 'things'),
  };
  const found = (...verbs: readonly string[]) =>
    judged(texts, ['own-kind-never-deleted'], { needs: verbs.map((verb) => ({ ...things, verb })) }).findings.length;
  expect(found('list', 'watch')).toBe(1);
  expect(found('list', 'watch', 'create')).toBe(0);
});

test('the owner of a kind is unknown if nothing here defines or creates its CRD', () => {
  const [first, second] = ownKinds({ 'src/a.rs': both });
  expect([first, second]).toEqual([
    expect.stringContaining('unknown: may delete things, which belong to users if their CRD belongs to this project'),
    expect.stringContaining('unknown: may delete podmonitors'),
  ]);
  expect(ownKinds({ 'src/a.rs': derive('example.dev', 'Thing') })).toEqual([
    'broken: may delete things, which belong to users',
  ]);
  expect(ownKinds({ 'src/a.rs': `// WARNING: generated by kopium\n${derive('example.dev', 'Thing')}` })[0]).toMatch(
    /^unknown/,
  );
});

test('a role that only people have is theirs', () => {
  const people = binding('mine').replace('kind: ServiceAccount', 'kind: Group');
  const made = { 'src/a.rs': derive('example.dev', 'Thing'), 'a.yaml': deletes + people };
  expect(ownKinds(made)).toEqual([]);
});
