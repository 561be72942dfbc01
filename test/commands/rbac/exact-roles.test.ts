// Laws of `rbac --write` for existing roles: whatever rule is missing or unused, the result is exactly what the code
// needs, and every other line stays.
import { beforeAll, describe, expect, test } from 'vitest';
import { exactRoles } from '../../../src/commands/rbac/exact-roles.ts';
import { withPage } from '../../../src/commands/rbac/page-rows.ts';
import { installationsOf } from '../../../src/inventory/installations.ts';
import { pageRows } from '../../../src/inventory/permissions-page.ts';
import { checkManifests } from '../../../src/permissions/check.ts';
import type { InferredRepository } from '../../../src/permissions/infer-repository.ts';
import { repositoryOf, withFiles, type Repository } from '../../../src/repo/repository.ts';
import { generate } from '../../generate.ts';
import { inferredFrom } from '../../inferred.ts';
import { repositories } from '../../repositories.ts';

const page = 'docs/security.md';
const comment = '// A line.';
const chosen = Object.entries(repositories).filter(([name]) =>
  ['default', 'two-namespaces', 'cluster-bare'].includes(name),
);

describe.each(chosen)('%s', (_, given) => {
  const before = repositoryOf(generate(given));
  let inferred: InferredRepository;
  beforeAll(async () => {
    inferred = await inferredFrom(before.files);
  });

  const of = (repository: Repository): InferredRepository => ({
    ...inferred,
    files: repository.files,
    installed: installationsOf(repository, inferred.installed),
  });
  const written = (repository: Repository): Repository => {
    const exact = exactRoles(repository, of(repository));
    if (exact === undefined || 'refused' in exact) throw new Error(JSON.stringify(exact));
    expect(exact.left).toEqual([]);
    return withPage(exact.after, of(exact.after), exact.added);
  };
  const isExact = (repository: Repository): void => {
    const { check } = checkManifests(of(repository));
    expect(check).toMatchObject({ missing: [], excess: [], unknown: [] });
    // The page and the roles agree: the row of a missing rule is gone, or restored.
    expect(wordsOf(repository)).toEqual(wordsOf(before));
  };
  const files = [...before.files.keys()].filter((file) => /rbac\.yaml$/.test(file));

  test('leaves exact roles alone', () => expect(written(before).files).toEqual(before.files));

  test('restores any missing rule, and keeps the other lines', () => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      for (const cut of withoutEachRule(before.files.get(file) ?? '', Object.keys(given).length > 2 ? 9 : 1)) {
        const after = written(withFiles(before, [[file, cut]]));
        isExact(after);
        expect(missingLines(cut, after.files.get(file) ?? '')).toEqual([]);
        for (const [other, text] of before.files)
          if (other !== file && other !== page) expect(after.files.get(other)).toBe(text);
      }
  });

  test('removes an unused verb, resource and rule, with its comment', () => {
    const rule =
      '  # Nobody needs this.\n  - apiGroups: ["batch"]\n    resources: [cronjobs]\n    verbs: [get, delete]\n';
    for (const file of files) {
      const text = before.files.get(file) ?? '';
      const wider = [
        text.replace('verbs: [list, watch]', 'verbs: [list, watch, update]'),
        text.replace('rules:\n', `rules:\n${rule}`),
        text.replace(/(rules:\n(?: .*\n)+)/, `$1${rule}`),
      ];
      for (const wide of wider) {
        expect(wide).not.toBe(text);
        const after = written(withFiles(before, [[file, wide]]));
        expect(after.files.get(file)).toBe(text);
      }
    }
  });

  test('restores any missing row of the page, even if the roles are exact because someone pasted a rule', () => {
    const lines = (before.files.get(page) ?? '').split('\n');
    const rows = pageRows(lines.join('\n'));
    for (const { at, account, where } of rows) {
      // A table without rows cannot receive one.
      if (rows.filter((one) => one.account === account && one.where === where).length === 1) continue;
      const without = lines.toSpliced(at - 1, 1);
      isExact(written(withFiles(before, [[page, without.join('\n')]])));
    }
  });

  test('follows the code when its lines move', async () => {
    const moved = [...before.files].map(([file, text]): [string, string] => [
      file,
      file.endsWith('.rs') ? `${`${comment}\n`.repeat(400)}${text}` : text,
    ]);
    const after = repositoryOf(moved);
    const again = await inferredFrom(after.files);
    const lines = pageRows(withPage(after, again, []).files.get(page) ?? '').map(
      ({ path, line }) => (after.files.get(path) ?? '').split('\n')[line - 1],
    );
    expect(lines).not.toContain(comment);
    expect(lines).not.toContain(undefined);
  });
});

test('a row stays if another kind owns the same resource', async () => {
  const before = repositoryOf(generate(repositories['two-kinds'] ?? {}));
  expect(withPage(before, await inferredFrom(before.files), []).files).toEqual(before.files);
});

test('a permission that fits into no role is refused by name', async () => {
  const before = repositoryOf(generate(repositories['cluster-bare'] ?? {}));
  const narrow = (before.files.get('deploy/rbac.yaml') ?? '').replace(
    'kind: ClusterRoleBinding\nmetadata:\n',
    'kind: RoleBinding\nmetadata:\n  namespace: cluster-bare-system\n',
  );
  const code = withFiles(before, [['deploy/rbac.yaml', narrow]]);
  const inferred = { ...(await inferredFrom(before.files)), files: code.files, installed: installationsOf(code) };
  expect(exactRoles(code, inferred)).toMatchObject({ refused: expect.arrayContaining(['watch jobs.batch']) });
});

test('a rule that would land inside an if of a chart is refused', async () => {
  const before = repositoryOf(generate({ name: 'tea', scope: 'cluster', packaging: 'both' }));
  const file = 'charts/tea/templates/rbac.yaml';
  const text = before.files.get(file) ?? '';
  const [first = '', ...others] = text.match(/(?: {2}#.*\n)* {2}- apiGroups: \[.*\n(?: {4}.*\n)+/g) ?? [];
  const last = others.find((rule) => rule.includes('resources: [events]')) ?? '';
  // The role lacks its first rule, and its last rule is below an if that the default values turn off.
  const off = text.replace(first, '').replace(last, `  {{- if eq .Values.logLevel "none" }}\n${last}  {{- end }}\n`);
  expect(off).toContain('{{- end }}\n---');
  const code = withFiles(before, [[file, off]]);
  const inferred = { ...(await inferredFrom(before.files)), files: code.files, installed: installationsOf(code) };
  expect(exactRoles(code, inferred)).toMatchObject({
    refused: expect.arrayContaining([expect.stringContaining('is granted only if eq .Values.logLevel "none"')]),
  });
});

test('without a role nothing is edited', async () => {
  const before = repositoryOf(generate({ name: 'my-controller' }));
  const bare = repositoryOf([...before.files].filter(([file]) => file !== 'deploy/rbac.yaml'));
  const inferred = { ...(await inferredFrom(before.files)), files: bare.files, installed: installationsOf(bare) };
  expect(exactRoles(bare, inferred)).toBe(undefined);
});

function wordsOf({ files }: Repository): readonly string[] {
  return pageRows(files.get(page) ?? '')
    .flatMap(({ account, where, group, resource, verbs }) =>
      verbs.map((verb) => [account, where, verb, group, resource].join(' ')),
    )
    .sort();
}

/** The text without each rule of RBAC, or each nth one, and its comment. */
function withoutEachRule(text: string, each: number): readonly string[] {
  const rules = [...text.matchAll(/^(?: {2}#.*\n)* {2}- apiGroups: \[.*\n(?: {4}.*\n)+/gm)].map(([rule]) => rule);
  expect(rules.length).toBeGreaterThan(0);
  return [...new Set(rules)].filter((_, index) => index % each === 0).map((rule) => text.replace(rule, ''));
}

/** Lines of one text that another lacks in this order. */
function missingLines(text: string, other: string): readonly string[] {
  let from = 0;
  const lines = other.split('\n');
  return text.split('\n').filter((line) => {
    const at = lines.indexOf(line, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}
