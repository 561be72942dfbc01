// The allowed places of documents.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

test.each([
  ['licensed', 'LICENSE'],
  ['licensed', 'licence.txt'],
  ['licensed', 'LICENSES/Apache-2.0.txt'],
  ['security-policy', 'SECURITY.md'],
  ['security-policy', '.github/security.md'],
])('%s is fulfilled by %s', (rule, path) => {
  expect(
    audit(
      repositoryOf([
        ['Cargo.toml', '[package]\n'],
        [path, 'a'],
      ]),
      { rules: [rule] },
    ).kept,
  ).toEqual([rule]);
});

test('a page about permissions is not a policy for security reports', () => {
  expect(
    audit(
      repositoryOf([
        ['Cargo.toml', '[package]\n'],
        ['docs/security.md', 'a'],
      ]),
      { rules: ['security-policy'] },
    ).findings,
  ).toHaveLength(1);
});

test('the order of the files does not matter', () => {
  const files = [
    ['Dockerfile', 'FROM a:1\n'],
    ['Cargo.toml', '[package]\n'],
    ['a/Dockerfile', 'FROM b:1\n'],
    ['.github/workflows/a.yml', 'on: push\njobs: {a: {runs-on: a, steps: [{uses: a/b@v1}]}}\n'],
  ] as const;
  expect(audit(repositoryOf([...files].reverse()))).toEqual(audit(repositoryOf(files)));
});
