// The output of the generator keeps every rule, and harden changes none of its bytes.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { patchOf } from '../../src/harden/changes.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { repositories } from '../repositories.ts';

const templates = readTemplates('templates');
const written = Object.entries(repositories).map(([name, given]) => ({
  name,
  repository: repositoryOf(scaffold(resolveAnswers(given, { defaults: true }), templates)),
}));

describe.each(written)('$name', ({ repository }) => {
  // The source proves the most severe grants of its roles: without it the comments would not accept them.
  test('has no finding, and no unused suppression', async () =>
    expect(audit(repository, await inferPermissions(repository))).toMatchObject({ findings: [], idle: [] }));

  test('is left unchanged by harden', async () => {
    const known = await inferPermissions(repository);
    const plan = planHardening(repository, repository, { ...known, takes: () => true });
    expect(plan.steps).toEqual([]);
    expect(patchOf(plan)).toBe('');
  });
});

test('every rule judges something in one of them', () => {
  const looked = new Set(
    written.flatMap(({ repository }) => {
      const { kept, suppressed } = audit(repository);
      return [...kept, ...suppressed.map(({ finding }) => finding.rule)];
    }),
  );
  const blind = rules.map(({ id }) => id).filter((id) => !looked.has(id));
  // There is no scratch volume, and no inference runs here.
  expect(blind.sort()).toEqual([
    'bounded-scratch',
    'no-missing-permissions',
    'no-unused-permissions',
    'role-over-cluster-role',
  ]);
});
