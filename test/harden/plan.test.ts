// How harden changes a chart and roles, and what it leaves to a person.
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { patchOf } from '../../src/harden/changes.ts';
import type { PlanOptions } from '../../src/harden/apply.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { needing, programs, type Need } from '../needs.ts';
import { chart, deployment } from './chart.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
const harden = (repository: Repository, options: Partial<PlanOptions> = {}) =>
  planHardening(repository, reference, { takes: ({ fix }) => fix === 'safe', ...options });

describe('a chart', () => {
  test('is fixed in its values if its template uses them', () => {
    const plan = harden(chart, { rules: ['no-privilege-escalation'] });
    expect(plan.after.files.get('c/values.yaml')).toBe(
      '# the image\nimage: a:1\nsecurityContext:\n  allowPrivilegeEscalation: false\n  # runAsUser: 1000\n',
    );
    expect(plan.after.files.get('c/templates/deployment.yaml')).toBe(deployment);
  });

  test('otherwise is fixed in its template, never inside an existing if', () => {
    const plan = harden(chart, { rules: ['no-service-links'] });
    expect(plan.after.files.get('c/templates/deployment.yaml')).toBe(
      deployment.replace('      containers:\n', '      enableServiceLinks: false\n      containers:\n'),
    );
  });

  test('is unchanged the second time', () => {
    const once = harden(chart).after;
    expect(patchOf(harden(once))).toBe('');
  });
});

const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: a, namespace: a}
rules:
  # the controller follows pods
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["get", "list", "watch"] # reads
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: a, namespace: a}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}
subjects: [{kind: ServiceAccount, name: a, namespace: a}]
`;
const need = { group: '', resource: 'pods', scope: 'namespace' } as const;
const needs = [
  { ...need, verb: 'list' },
  { ...need, verb: 'watch' },
];

describe('a role', () => {
  const repository = repositoryOf([['rbac.yaml', role]]);
  const rules = ['no-unused-permissions'];

  test('is narrowed to what the code uses', () => {
    const plan = harden(repository, { rules, ...needing(repository, needs) });
    expect(plan.after.files.get('rbac.yaml')).toBe(role.replace('["get", "list", "watch"]', '["list", "watch"]'));
  });

  test('gets a new rule below for resources with other verbs, and keeps its comments', () => {
    const wide = repositoryOf([['rbac.yaml', role.replace('["pods"]', '["pods", "pods/status", "services"]')]]);
    const patch = { ...need, resource: 'pods/status', verb: 'list' };
    const plan = harden(wide, { rules, ...needing(wide, [...needs, patch]) });
    expect(plan.after.files.get('rbac.yaml')).toBe(
      role.replace(
        '["get", "list", "watch"] # reads',
        '["list", "watch"] # reads\n  # Needed by src/main.rs: list pods/status\n  - apiGroups: [""]\n    resources: ["pods/status"]\n    verbs: ["list"]',
      ),
    );
  });

  test.each([
    [
      'on separate lines if its lists have them',
      'resources:\n      - pods\n      - services\n    verbs:\n      - get\n      - list',
      'resources:\n      - pods\n    verbs:\n      - list\n  # Needed by src/main.rs: get services\n  - apiGroups: [""]\n    resources:\n      - services\n    verbs:\n      - get\n',
    ],
    [
      'with the comment after its resource',
      'resources:\n      - pods # all of them\n      - services # why?\n    verbs: [get, list]',
      'resources:\n      - pods # all of them\n    verbs: [list]\n  # Needed by src/main.rs: get services\n  - apiGroups: [""]\n    resources:\n      - services # why?\n    verbs: [get]\n',
    ],
  ])('gets that rule %s', (_, block, expected) => {
    const wide = repositoryOf([
      ['rbac.yaml', role.replace('resources: ["pods"]\n    verbs: ["get", "list", "watch"] # reads', block)],
    ]);
    const plan = harden(wide, {
      rules,
      ...needing(wide, [
        { ...need, verb: 'list' },
        { ...need, resource: 'services', verb: 'get' },
      ]),
    });
    expect(plan.after.files.get('rbac.yaml')).toContain(expected);
  });

  test('lists the resources and verbs that the code uses instead of *, also in block lists', () => {
    const wild = role.replace(
      'resources: ["pods"]\n    verbs: ["get", "list", "watch"] # reads',
      "resources: # all\n      - '*'\n    verbs:\n      - '*' # whatever",
    );
    const files = repositoryOf([['rbac.yaml', wild]]);
    const plan = harden(files, { rules: ['no-wildcards'], ...needing(files, needs) });
    expect(plan.after.files.get('rbac.yaml')).toBe(
      wild.replace("- '*'\n", "- 'pods'\n").replace("- '*' #", "- 'list'\n      - 'watch' #"),
    );
  });

  test('is left to a person if its template computes the list, and a split rule keeps the action of its group', () => {
    const files = (resources: string): Repository =>
      repositoryOf([
        ['c/Chart.yaml', 'name: c\nversion: 1.0.0\n'],
        ['c/values.yaml', 'kind: pods\ngroup: ""\n'],
        ['c/templates/rbac.yaml', role.replace('[""]', '[{{ .Values.group | quote }}]').replace('["pods"]', resources)],
      ]);
    const hardened = (before: Repository, some: readonly Need[]) =>
      harden(before, { rules, ...needing(before, some) }).after.files.get('c/templates/rbac.yaml') ?? '';
    const templated = files('["{{ .Values.kind }}", "services"]');
    expect(hardened(templated, needs)).toBe(templated.files.get('c/templates/rbac.yaml'));
    const needed = [...needs, { ...need, resource: 'services', verb: 'get' }];
    const split = hardened(files('["pods", "services"]'), needed);
    expect(split).toContain('resources: ["services"]');
    expect(split.match(/apiGroups: \[\{\{ \.Values\.group \| quote \}\}\]/g)?.length).toBe(2);
  });

  test('gets comments with the files that need it, unless the permission is attractive to attackers', () => {
    const bare = role
      .replace('  # the controller follows pods\n', '')
      .replace('["get", "list", "watch"] # reads', '["list", "watch"]');
    const explained = (text: string, ...each: readonly (readonly Need[])[]) => {
      const before = repositoryOf([['rbac.yaml', text]]);
      return harden(before, { rules: ['explained-permissions'], ...programs(before, each) });
    };
    expect(explained(bare, needs).after.files.get('rbac.yaml')).toBe(
      bare.replace('  - apiGroups', '  # Needed by src/main.rs: list, watch pods\n  - apiGroups'),
    );
    expect(patchOf(explained(bare, needs, needs))).toBe('');
    for (const resource of ['secrets', 'pods/log']) {
      const tempting = needs.map((one) => ({ ...one, resource }));
      expect(patchOf(explained(bare.replace('pods', resource), tempting))).toBe('');
    }
  });

  test('keeps the finalizers of an owner whose references block its deletion', () => {
    const finalizers = role.replace('"pods"', '"pods/finalizers"').replace('["get", "list", "watch"]', '["update"]');
    const source = 'let owner = OwnerReference { block_owner_deletion: Some(true), ..owner };';
    const findings = (more: readonly (readonly [string, string])[]) => {
      const before = repositoryOf([['rbac.yaml', finalizers], ...more]);
      return harden(before, { rules, ...needing(before, needs) }).steps.length;
    };
    expect(findings([])).toBe(1);
    expect(findings([['src/main.rs', source]])).toBe(0);
    const mixed = repositoryOf([
      [
        'rbac.yaml',
        role.replace('["pods"]', '["pods", "pods/finalizers"]').replace('"get", "list"', '"list", "update"'),
      ],
      ['src/main.rs', source],
    ]);
    expect(harden(mixed, { rules, ...needing(mixed, needs) }).after.files.get('rbac.yaml')).toBe(
      role.replace(
        '["get", "list", "watch"] # reads',
        '["list", "watch"] # reads\n  - apiGroups: [""]\n    resources: ["pods/finalizers"]\n    verbs: ["update"]',
      ),
    );
  });

  test('is unchanged if another program may run with it, and narrowed if only one of ours does', () => {
    const workload = (sidecar: string): string =>
      `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app, namespace: a}\nspec: {selector: {}, template: {spec: {serviceAccountName: a, containers: [{name: app, image: x.dev/app:1}${sidecar}]}}}\n`;
    const plan = (sidecar: string) => {
      const before = repositoryOf([['rbac.yaml', `${role}${workload(sidecar)}`]]);
      return patchOf(harden(before, { rules, ...needing(before, needs) }));
    };
    expect(plan(', {name: proxy, image: x.dev/proxy:1}')).toBe('');
    expect(plan('')).toContain('["list", "watch"]');
  });

  test('is unchanged if a call is unknown', () => {
    const unknown = [{ path: 'src/main.rs', line: 2, why: 'a kind that is decided while the program runs' }];
    expect(patchOf(harden(repository, { rules, ...needing(repository, needs, unknown) }))).toBe('');
  });

  test('is unchanged if nothing was inferred', () => expect(patchOf(harden(repository, { rules }))).toBe(''));
});

test('a fix of a privileged container is not one that the API server refuses', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a}\nspec:\n  containers:\n    - name: c\n      image: a\n      securityContext:\n        privileged: true\n';
  expect(
    patchOf(harden(repositoryOf([['a.yaml', pod]]), { rules: ['no-privilege-escalation', 'no-privileged-container'] })),
  ).toBe('');
});

test('only findings of the profile are fixed, and none in an excluded folder', () => {
  const pod = (name: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: a}\nspec:\n  template:\n    spec:\n      containers: [{name: c, image: a}]\n`;
  const repository = repositoryOf([
    ['a.yaml', pod('a')],
    ['dev/b.yaml', pod('b')],
    ['Makefile', 'build:\n\tdocker build --tag a .\n'],
    ['Cargo.toml', '[package]\nname = "a"\n'],
    ['Dockerfile', 'FROM scratch\nUSER 65532:65532\nHEALTHCHECK NONE\nENTRYPOINT ["/a"]\n'],
  ]);
  const made = (options: Partial<PlanOptions>) => {
    const { steps } = harden(repository, options);
    const found = steps.filter(({ outcome }) => outcome === 'made').map(({ finding }) => finding);
    return { rules: [...new Set(found.map(({ rule }) => rule))], paths: [...new Set(found.map(({ path }) => path))] };
  };
  expect(made({}).rules).toContain('no-service-links');
  expect(made({ profile: 'regular' }).rules).not.toContain('no-service-links');
  expect(made({ profile: 'regular' }).rules).toContain('seccomp-runtime-default');
  expect(made({}).paths).toEqual(['a.yaml', 'dev/b.yaml', 'Cargo.toml']);
  expect(made({ exclude: ['dev/'] }).paths).toEqual(['a.yaml', 'Cargo.toml']);
});

test('a fix that makes another safe is made before it, so that a second run changes nothing', () => {
  const files = {
    'a.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: a}\nspec:\n  template:\n    spec:\n      containers: [{name: c, image: a}]\n',
    Makefile: 'build:\n\tdocker build --tag a .\n',
    Dockerfile: 'FROM gcr.io/distroless/static:nonroot\nCOPY a /a\nUSER nonroot:nonroot\nENTRYPOINT ["/a"]\n',
  };
  const rules = ['run-as-non-root', 'image-runs-as-non-root'];
  const once = harden(repositoryOf(Object.entries(files)), { rules });
  expect(once.after.files.get('Dockerfile')).toContain('USER 65532:65532\n');
  expect(once.after.files.get('a.yaml')).toContain('runAsNonRoot: true');
  expect(once.steps.map(({ finding, outcome }) => `${finding.rule} ${outcome}`)).toEqual([
    'run-as-non-root made',
    'image-runs-as-non-root made',
  ]);
  expect(patchOf(harden(once.after, { rules }))).toBe('');
});

test('a plan names unreadable files', () => {
  const { faults } = harden(repositoryOf([['deploy/a.yaml', 'kind: Pod\n\tspec: {}\n']]));
  expect(faults.map(({ path }) => path)).toEqual(['deploy/a.yaml']);
});
