// Fixes of one rule are made together, with the same result as one by one.
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { applyRules, type Applied, type PlanOptions } from '../../src/harden/apply.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import type { Change, Sight } from '../../src/rules/rule.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

const all = new Set(rules.map(({ id }) => id));
const options: PlanOptions = { takes: ({ fix }) => fix !== 'manual', today: '2026-11-30' };

const model = inventoryOf(
  repositoryOf(scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates'))),
);

function applied(repository: Repository, apart: ReadonlySet<string>): Applied {
  return applyRules(inventoryOf(repository), model, options, new Map(), apart);
}
const textsOf = ({ states }: Applied) => states.at(-1)?.inventory.repository.files;
const stepsOf = ({ steps }: Applied) =>
  steps.map(({ finding: { rule, path, key }, outcome, why }) => [rule, path, key, outcome, why].join(' ')).sort();

const workload = fc
  .record({
    kind: fc.constantFrom('Pod', 'Deployment', 'CronJob', 'Job'),
    inline: fc.boolean(),
    pod: fc.subarray([
      'hostNetwork: true',
      'hostPID: true',
      'hostIPC: true',
      'hostUsers: true',
      'shareProcessNamespace: true',
    ]),
    security: fc.subarray([
      'privileged: true',
      'runAsUser: 0',
      'allowPrivilegeEscalation: true',
      'runAsNonRoot: false',
    ]),
    containers: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ kind, inline, pod, security, containers }) => (at: number): string => {
    const secured = security.length === 0 ? '' : `, securityContext: {${security.join(', ')}}`;
    const block =
      security.length === 0 ? '' : `\n    securityContext:${security.map((one) => `\n      ${one}`).join('')}`;
    const each = Array.from({ length: containers }, (_, n) =>
      inline ? `  - {name: c${n}, image: a:1${secured}}` : `  - name: c${n}\n    image: a:1${block}`,
    );
    const spec = [...pod, 'containers:', ...each].join('\n');
    const under = { Pod: 0, Deployment: 2, Job: 2, CronJob: 4 }[kind] ?? 0;
    const version = { Pod: 'v1', Deployment: 'apps/v1', Job: 'batch/v1', CronJob: 'batch/v1' }[kind] ?? '';
    const template = `template:\n  spec:\n${indented(spec, 4)}`;
    const body = under === 0 ? spec : under === 2 ? template : `jobTemplate:\n  spec:\n${indented(template, 4)}`;
    return `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: w${at}, namespace: n}\nspec:\n${indented(body, 2)}\n`;
  });

function indented(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}

test('fixes of any workloads, in one file or several', () => {
  fc.assert(
    fc.property(fc.array(workload, { minLength: 1, maxLength: 6 }), fc.boolean(), (made, isOneFile) => {
      const texts = made.map((text, at) => text(at));
      const repository = repositoryOf(
        isOneFile ? [['a.yaml', texts.join('---\n')]] : texts.map((text, at) => [`d/${at}.yaml`, text]),
      );
      const [together, apart] = [applied(repository, new Set()), applied(repository, all)];
      expect(textsOf(together)).toEqual(textsOf(apart));
      expect(stepsOf(together)).toEqual(stepsOf(apart));
    }),
    { numRuns: 15 },
  );
});

test('many fixes are checked once more together, and not once each', () => {
  const one = (at: number): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: p${at}, namespace: n}\nspec:\n  hostPID: true\n  containers: [{name: c, image: a:1}]\n`;
  const repository = repositoryOf([['a.yaml', Array.from({ length: 40 }, (_, at) => one(at)).join('---\n')]]);
  const { states, steps } = applied(repository, new Set());
  expect(steps.filter(({ outcome }) => outcome === 'made').length).toBeGreaterThan(80);
  expect(states.length).toBeLessThan(20);
});

afterEach(() => vi.restoreAllMocks());

/** The fix of a real rule, with another line instead of the one that it removes. */
function plantNetwork(lineFor: (sight: Sight) => string): void {
  const rule = rules.find(({ id }) => id === 'no-host-network');
  if (rule === undefined) throw new Error('the rule was renamed');
  const { look } = rule;
  vi.spyOn(rule as { look: typeof look }, 'look').mockImplementation((inventory, ids) =>
    look(inventory, ids).map((sight) => {
      const start = inventory.repository.files.get(sight.path)?.indexOf('  hostNetwork: true') ?? -1;
      const change: Change = { path: sight.path, edits: [{ start, end: start + 19, text: lineFor(sight) }] };
      return sight.state === 'broken' ? { ...sight, change: () => change } : sight;
    }),
  );
}

test('if one of many fixes would make something worse, that one is refused and the others are made', () => {
  const pod = (name: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: n}\nspec:\n  hostNetwork: true\n  containers: [{name: c, image: a:1}]\n`;
  plantNetwork(({ path }) => (path === 'b.yaml' ? '  hostPID: true' : '  hostUsers: false'));
  const repository = repositoryOf(['a', 'b', 'c'].map((name) => [`${name}.yaml`, pod(name)]));
  const { after, steps } = planHardening(repository, repository, { takes: () => true, rules: ['no-host-network'] });
  expect(steps.map(({ finding: { path }, outcome }) => [path, outcome]).sort()).toEqual([
    ['a.yaml', 'made'],
    ['b.yaml', 'refused'],
    ['c.yaml', 'made'],
  ]);
  expect(after.files.get('b.yaml')).toBe(pod('b'));
  expect(after.files.get('c.yaml')).toContain('hostUsers: false');
});

test('if one of very many fixes would make something worse, none is made, and the plan says so', () => {
  const text = Array.from(
    { length: 60 },
    (_, at) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p${at}, namespace: n}\nspec:\n  hostNetwork: true\n  containers: [{name: c, image: a:1}]\n`,
  );
  plantNetwork((sight) => (sight.subject?.includes('p7') === true ? '  hostPID: true' : '  hostUsers: false'));
  const repository = repositoryOf(text.map((pod, at) => [`${at}.yaml`, pod]));
  const { after, steps } = planHardening(repository, repository, { takes: () => true, rules: ['no-host-network'] });
  expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
  expect(steps).toHaveLength(60);
  expect(steps[0]?.why).toMatch(/^one of 60 such fixes would make something worse, .*no-host-pid/);
  expect(after.files).toEqual(repository.files);
});
