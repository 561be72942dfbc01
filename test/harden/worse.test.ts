// A plan never makes anything worse: a harmful edit is dropped with its reason, and the others stay.
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import type { PlanOptions } from '../../src/harden/apply.ts';
import { planHardening, type Plan } from '../../src/harden/plan.ts';
import { standingOf, worseIn } from '../../src/harden/worse.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { repositoryOf, withFiles, type Repository } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import type { Change } from '../../src/rules/rule.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import type { Files } from '../rules/spoil.ts';
import { spoiled } from '../rules/spoiled.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
const plan = (repository: Repository, options: Partial<PlanOptions> = {}): Plan =>
  planHardening(repository, reference, { takes: ({ fix }) => fix === 'safe', today: '2026-11-28', ...options });
const standing = (repository: Repository) => standingOf(inventoryOf(repository), {});
const planted = /^it would make something worse: /;

describe('the reference repository, broken in several ways at once', () => {
  const ways = fc.uniqueArray(fc.constantFrom(...spoiled), {
    minLength: 2,
    maxLength: 6,
    selector: ({ rule }) => rule,
  });

  test.each([
    ['what is safe', ['safe']],
    ['everything', ['safe', 'ask']],
  ])('is not worse after the fixes: %s', (_, fixes) => {
    fc.assert(
      fc.property(ways, (some) => {
        const broken = repositoryOf(some.reduce<Files>((files, { spoil }) => attempt(files, spoil), reference.files));
        const { after, steps } = plan(broken, { takes: ({ fix }) => fixes.includes(fix) });
        expect(worseIn(standing(broken), standing(after))).toEqual([]);
        expect(steps.filter(({ why = '' }) => planted.test(why))).toEqual([]);
      }),
      { numRuns: 12, seed: 13 },
    );
  });
});

/** A part that an earlier change removed cannot be broken again. */
function attempt(files: Files, spoil: (files: Files) => Files): Files {
  try {
    return spoil(files);
  } catch {
    return files;
  }
}

const pod = `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: n}
spec:
  hostNetwork: true
  hostPID: true
  containers:
    - name: c
      image: a
`;
const files: readonly (readonly [string, string])[] = [
  ['pod.yaml', pod],
  ['config.yaml', 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: s, namespace: n}\n'],
];
const repository = repositoryOf(files);

describe('a planted fix that resolves the finding of its rule', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each<readonly [string, (text: string) => string, string]>([
    ['misspells a field', (text) => `${text}  hostUsres: false\n`, 'spec.hostUsres is not a field of PodSpec'],
    [
      'mounts a volume that does not exist',
      (text) => `${text}      volumeMounts: [{name: tmp, mountPath: /tmp}]\n`,
      'it mounts tmp, which is not a volume of the Pod',
    ],
    ['breaks another rule', (text) => `${text}  hostIPC: true\n`, 'pod.yaml would break no-host-ipc'],
    ['removes an object', () => '', 'Pod n/p of plain would no longer be installed'],
    ['installs an object twice', (text) => `${text}---\n${text}`, 'Pod n/p of plain would be installed twice'],
  ])('and %s is dropped, and the others are made', (_, more, why) => {
    plant('no-host-network', (text) => more(text.replace('  hostNetwork: true\n', '')));
    const { after, steps } = plan(repository, { rules: ['no-host-network', 'no-host-pid'], takes: () => true });
    const outcome = (rule: string) => steps.find(({ finding }) => finding.rule === rule);
    expect(outcome('no-host-network')).toMatchObject({ outcome: 'refused' });
    expect(outcome('no-host-network')?.why).toMatch(planted);
    expect(outcome('no-host-network')?.why).toContain(why);
    expect(outcome('no-host-pid')?.outcome).toBe('made');
    expect(after.files.get('pod.yaml')).toContain('hostNetwork: true');
    expect(after.files.get('pod.yaml')).not.toContain('hostPID: true');
  });

  /** The fix of a real rule, replaced by a whole new text of the file. */
  function plant(id: string, edited: (text: string) => string): void {
    const rule = rules.find((one) => one.id === id);
    if (rule === undefined) throw new Error('the rule was renamed');
    const { look } = rule;
    vi.spyOn(rule as { look: typeof look }, 'look').mockImplementation((inventory, ids) =>
      look(inventory, ids).map((sight) => {
        const text = inventory.repository.files.get(sight.path) ?? '';
        const change: Change = { path: sight.path, edits: [{ start: 0, end: text.length, text: edited(text) }] };
        return sight.state === 'broken' ? { ...sight, change: () => change } : sight;
      }),
    );
  }
});

describe('worse is', () => {
  const role = (rule: string): Repository =>
    withFiles(repository, [
      [
        'role.yaml',
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r, namespace: n}\nrules:\n  - ${rule}\n`,
      ],
    ]);
  const worse = (before: Repository, after: Repository) => worseIn(standing(before), standing(after));
  const all = role('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}');
  const pods = role('{apiGroups: [""], resources: [pods], verbs: [get, list]}');
  const named = role('{apiGroups: [""], resources: [pods], verbs: [get], resourceNames: [a]}');

  test('a role that grants more, never one that grants less', () => {
    expect(worse(pods, all)).toContain('role.yaml Role r would grant more than before');
    expect(worse(named, pods)).toContain('role.yaml Role r would grant more than before');
    expect(worse(all, pods)).toEqual([]);
    expect(worse(pods, named)).toEqual([]);
  });

  test('a place that could be judged before and cannot be now', () => {
    const unread = withFiles(repository, [['pod.yaml', `${pod}  volumes: [\n`]]);
    expect(worse(repository, unread)).not.toEqual([]);
  });

  test('nothing if lines only move', () => {
    expect(worse(repository, withFiles(repository, [['pod.yaml', `# a\n# b\n${pod}`]]))).toEqual([]);
  });

  test('a needed permission that no role grants any more', () => {
    const need = { group: '', resource: 'pods', verb: 'get', path: 'src/main.rs', line: 1 };
    const missing = (some: readonly (typeof need)[]) =>
      standingOf(
        inventoryOf(repository, {
          permissions: {
            complete: true,
            programs: 1,
            needs: [],
            unknown: [],
            byRole: new Map(),
            compare: () => ({ missing: some, enforced: [], excess: [], used: [], unknown: [] }),
          },
        }),
        {},
      );
    expect(worseIn(missing([]), missing([need]))).toEqual(['the code would lack get of pods']);
  });
});

test('a place that can no longer be judged is worse', () => {
  const chart = (pid: string): Repository =>
    repositoryOf([
      ['c/Chart.yaml', 'name: c\nversion: 1.0.0\n'],
      [
        'c/templates/pod.yaml',
        `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  hostPID: ${pid}\n  containers: [{name: c, image: a}]\n`,
      ],
    ]);
  const reasons = worseIn(standing(chart('false')), standing(chart('{{ randAlpha 3 }}')));
  expect(reasons.join()).toContain('c/templates/pod.yaml could not be judged any more by no-host-pid');
});
