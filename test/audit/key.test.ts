// The identity of a finding never depends on its words or its line.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { findingFrom } from '../../src/audit/finding.ts';
import { newSince } from '../../src/audit/since.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { ruleIds, rules } from '../../src/rules/index.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { spoiled } from '../rules/spoiled.ts';

const reference = scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates'));
const all = spoiled.map(({ rule, spoil }) => ({
  rule,
  repository: repositoryOf(spoil(repositoryOf(reference).files)),
}));

test.each(all)(
  'a reworded message of $rule makes no finding new, and no two findings share a key',
  ({ repository }) => {
    const inventory = inventoryOf(repository);
    const seen = rules.flatMap((rule) => rule.look(inventory, ruleIds).map((sight) => ({ rule, sight })));
    const findings = seen.flatMap(({ rule, sight }) => findingFrom(rule, sight) ?? []);
    const reworded = seen.flatMap(
      ({ rule, sight }) => findingFrom(rule, { ...sight, message: 'other words', line: 9 }) ?? [],
    );
    expect(reworded.map(({ key }) => key)).toEqual(findings.map(({ key }) => key));
    const words = new Set(findings.map(({ rule, path, message }) => `${rule} ${path} ${message}`));
    expect(new Set(findings.map(({ key }) => key)).size).toBe(words.size);
  },
);

test('a file that was renamed keeps its findings', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true}\n';
  const [before, after] = ['a.yaml', 'b.yaml'].map((path) =>
    audit(repositoryOf([[path, pod]]), { rules: ['no-host-pid'] }),
  );
  if (before === undefined || after === undefined) throw new Error('two files, two audits');
  expect(newSince(after, before).findings).toHaveLength(1);
  expect(newSince(after, before, new Map([['a.yaml', 'b.yaml']])).findings).toEqual([]);
});
