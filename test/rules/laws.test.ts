// Laws for every rule: without its value in the reference exactly this rule reports, and after harden none does.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { spoiled } from './spoiled.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);

describe.each(spoiled)('$rule', ({ rule, spoil, also = [], manual }) => {
  const broken = repositoryOf(spoil(reference.files));
  const { findings } = audit(broken);

  test('is the rule that reports its bad value', () => {
    const reported = [...new Set(findings.map((finding) => finding.rule))].sort().filter(isOfCut(rule));
    expect(reported).toEqual([rule, ...also].sort());
  });

  test('names an existing line', () => {
    for (const { path, line } of findings)
      expect(line).toBeLessThanOrEqual((broken.files.get(path) ?? '').split('\n').length);
  });

  test(manual ? 'is left to a person' : 'is mended by harden', () => {
    const { after, steps } = planHardening(broken, reference, { takes: ({ fix }) => fix !== 'manual' });
    const left = audit(after).findings.map((finding) => finding.rule);
    if (manual) expect(steps.filter(({ outcome }) => outcome === 'made')).toEqual([]);
    else expect(left).toEqual([]);
  });
});

/** After a change of a role, the page about it is also wrong. */
function isOfCut(rule: string): (reported: string) => boolean {
  return (reported) => reported !== 'permissions-page-true' || rule === reported;
}

test('every rule has a bad example, except those that use the inference', () => {
  const missing = rules.map(({ id }) => id).filter((id) => !spoiled.some(({ rule }) => rule === id));
  expect(missing.sort(), 'add a change that breaks only this rule to test/rules/spoiled.ts').toEqual([
    'no-missing-permissions',
    'no-unused-permissions',
    'role-over-cluster-role',
  ]);
});
