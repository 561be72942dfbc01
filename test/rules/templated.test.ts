// A law for every rule that reads a manifest: a value that only the rendered chart shows is unknown, neither kept nor
// broken.
import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { repositoryOf, withFiles } from '../../src/repo/repository.ts';
import { ruleIds, rules } from '../../src/rules/index.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

const reference = scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates'));
const manifests = [...reference]
  .filter(([path]) => /^deploy\/[\w-]+\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
  .map(([path, text]) => [path.replace('deploy/', 'chart/templates/'), text] as const);
const chart = repositoryOf([['chart/Chart.yaml', 'name: chart\nversion: 1.0.0\n'], ...manifests]);
const inventory = inventoryOf(chart);

interface Place {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}

/** Charts usually compute names and namespaces, so an unknown sharing or count is not reported. */
const silent = ['no-admin-binding', 'no-standard-binding', 'own-namespace', 'replicas-apart', 'survives-eviction'];

/** Rules that a single value after its key keeps. */
const places: readonly Place[] = rules
  .filter(({ id }) => !silent.includes(id))
  .flatMap((rule) =>
    rule
      .look(inventory, ruleIds)
      .flatMap(({ state, path, line }) =>
        state === 'kept' && /^\s*(- )?(?!kind|apiVersion)[\w./-]+: [^[{&|]\S*( #.*)?$/.test(lineOf(path, line))
          ? [{ rule: rule.id, path, line }]
          : [],
      ),
  );

test.each(places)('$rule at $path:$line', ({ rule, path, line }) => {
  const lines = (chart.files.get(path) ?? '').split('\n');
  const templated = lines.with(line - 1, (lines[line - 1] ?? '').replace(/: .*$/, ': {{ include "it" . }}')).join('\n');
  const looked =
    rules.find(({ id }) => id === rule)?.look(inventoryOf(withFiles(chart, [[path, templated]])), ruleIds) ?? [];
  expect([
    ...new Set(looked.filter((sight) => sight.path === path && sight.line === line).map(({ state }) => state)),
  ]).toEqual(['unknown']);
});

test('the cases cover most rules about workloads', () =>
  expect(new Set(places.map(({ rule }) => rule)).size).toBeGreaterThan(15));

function lineOf(path: string, line: number): string {
  return (chart.files.get(path) ?? '').split('\n')[line - 1] ?? '';
}
