// The laws of laws.test.ts for the rules that use the inference: on the generated repository, with a real inference.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { replace } from './spoil.ts';

const { files } = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
const rbac = 'deploy/rbac.yaml';
const mine = 'resources: [mycontrollers]\n    verbs: [list, watch]';

async function judge(spoil: (files: ReadonlyMap<string, string>) => ReadonlyMap<string, string>) {
  const repository = repositoryOf(spoil(files));
  const known = await inferPermissions(repository);
  const { after } = planHardening(repository, repositoryOf(files), { takes: ({ fix }) => fix === 'safe', ...known });
  return {
    rules: audit(repository, known).findings.map(({ rule, state }) => `${rule} ${state}`),
    mended: after.files,
  };
}

test('the reference has exactly what it needs', async () =>
  expect(await judge((same) => same)).toEqual({ rules: [], mended: files }));

test('an unused verb is found and removed', async () => {
  expect(await judge(replace(rbac, mine, mine.replace('[list', '[get, list')))).toEqual({
    rules: ['no-unused-permissions broken', 'permissions-page-true broken'],
    mended: files,
  });
});

test('a missing verb is found, and left to a person', async () => {
  const spoil = replace(rbac, mine, mine.replace('list, ', ''));
  expect(await judge(spoil)).toEqual({
    rules: ['no-missing-permissions broken', 'permissions-page-true broken'],
    mended: spoil(files),
  });
});

test('a ClusterRole that could be a Role is found, and left to a person', async () => {
  const [text, wide] = [
    files.get(rbac) ?? '',
    (part: string): string =>
      part.replaceAll('kind: Role', 'kind: ClusterRole').replaceAll('  namespace: my-controller\n', ''),
  ];
  const parts = text.split('---\n').map((part) => (part.includes('leader-election') ? part : wide(part)));
  const spoil = replace(rbac, text, parts.join('---\n'));
  const { rules, mended } = await judge(spoil);
  expect(rules).toEqual(['role-over-cluster-role broken']);
  expect(mended).toEqual(spoil(files));
});
