// A failing rule, file or fix affects only itself. The failing rules here are planted, because real failures are fixed.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { behindWall } from '../../src/repo/behind-wall.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import { cli, emptyFolder } from '../cli/run.ts';

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  hostNetwork: true\n  containers:\n    - {name: c, image: a}\n`;
const files = ['a', 'b', 'c', 'd', 'e'].map((name) => [`deploy/${name}.yaml`, pod(name)] as const);
const repository = repositoryOf(files);
const rule = rules.find(({ id }) => id === 'no-host-network');
if (rule === undefined) throw new Error('the rule was renamed');
const look = rule.look;

afterEach(() => {
  vi.restoreAllMocks();
});

/** The real rule, which throws on these objects. */
function failingOn(...names: readonly string[]): void {
  vi.spyOn(rule as { look: typeof look }, 'look').mockImplementation((inventory, ids) => {
    if (inventory.workloads.some(({ manifest }) => names.includes(manifest.name))) throw new TypeError('planted');
    return look(inventory, ids);
  });
}

test('a rule that fails on one file reports it, and still judges the other files', () => {
  const whole = audit(repository);
  failingOn('c');
  const { findings, kept } = audit(repository);
  const of = (id: string) => findings.filter((finding) => finding.rule === id);
  expect(of('no-host-network').map(({ path: file, state }) => `${state} ${file}`)).toEqual([
    ...['a', 'b', 'd', 'e'].map((name) => `broken deploy/${name}.yaml`),
    'unknown deploy/c.yaml',
  ]);
  expect(of('no-host-network').at(-1)?.message).toMatch(/cannot be judged: .*TypeError: planted.*please report it/);
  expect(kept).toEqual(whole.kept);
  expect(findings.filter((finding) => finding.rule !== rule.id)).toEqual(
    whole.findings.filter((finding) => finding.rule !== rule.id),
  );
});

test('a rule that fails on every file reports one unknown', () => {
  vi.spyOn(rule as { look: typeof look }, 'look').mockImplementation(() => {
    throw new RangeError('planted');
  });
  const { findings } = audit(repository);
  expect(findings.filter((finding) => finding.rule === rule.id)).toMatchObject([{ state: 'unknown', path: '.' }]);
});

test.each([['--json'], ['--format', 'sarif']])(
  'audit %s %s still writes a document, and exits as usual',
  async (...flags) => {
    failingOn('a', 'b');
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'deploy'));
    for (const [file, text] of files) writeFileSync(path.join(folder, file), text);
    const { status, stdout, stderr } = await cli(['audit', '.', ...flags.filter((flag) => flag !== undefined)], folder);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(JSON.stringify(JSON.parse(stdout))).toContain('planted');
  },
);

describe('harden', () => {
  const reference = repositoryOf([]);
  test('names the failing rule, and continues with the others', () => {
    failingOn('b');
    const { steps, faults } = planHardening(repository, reference, { takes: () => true });
    expect(faults).toMatchObject([{ path: 'deploy/b.yaml', message: expect.stringContaining('no-host-network') }]);
    expect(new Set(steps.map(({ finding }) => finding.rule)).size).toBeGreaterThan(5);
  });

  test('refuses a fix that fails', () => {
    vi.spyOn(rule as { look: typeof look }, 'look').mockImplementation((inventory, ids) =>
      look(inventory, ids).map((sight) => ({
        ...sight,
        change: () => {
          throw new TypeError('planted');
        },
      })),
    );
    const { steps } = planHardening(repository, reference, { takes: () => true, rules: [rule.id] });
    expect(steps.map(({ outcome }) => outcome)).toEqual(files.map(() => 'refused'));
    expect(steps[0]?.why).toContain('planted');
  });
});

describe('behindWall', () => {
  const run = (bad: readonly string[]) => (one: typeof repository) => {
    if (bad.some((file) => one.files.has(file))) throw new Error('planted');
    return one.files.size;
  };
  test.each([
    [[], 5, []],
    [['deploy/a.yaml'], 4, ['deploy/a.yaml']],
    [['deploy/e.yaml', 'deploy/c.yaml'], 3, ['deploy/c.yaml', 'deploy/e.yaml']],
  ])('leaves out exactly the files on which a run fails: %j', (bad, value, failed) => {
    const done = behindWall(repository, run(bad));
    expect(done.value).toBe(value);
    expect(done.failed.map((one) => one.path)).toEqual(failed);
  });
});
