// Files in .changeset/ become the next version and its section of the changelog.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(tmpdir(), 'next-version-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'CHANGELOG.md',
  '.changeset/config.json',
  '.changeset/README.md',
];
const text = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const version = (file: string): string => (JSON.parse(text(file)) as { readonly version: string }).version;

test('the collected changes become the next version, in the package, its lock file and the changelog', () => {
  for (const file of files) cpSync(path.resolve(import.meta.dirname, '../..', file), path.join(folder, file));
  const [major, minor] = version('package.json').split('.');
  const before = text('CHANGELOG.md').slice('# Changelog\n'.length);
  const note = (name: string, bump: string, sentence: string) =>
    writeFileSync(
      path.join(folder, '.changeset', name),
      `---\n"create-kube-secure-controller": ${bump}\n---\n\n${sentence}\n`,
    );
  note('one.md', 'patch', 'A mistake is mended.');
  note('two.md', 'minor', '`audit` knows a new rule.');
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  execFileSync('npm', ['run', '--silent', 'next-version'], { cwd: folder, stdio: 'pipe' });
  const next = `${major}.${Number(minor) + 1}.0`;
  expect([version('package.json'), version('package-lock.json')]).toEqual([next, next]);
  const section = `\n## ${next}\n\n### Minor Changes\n\n- \`audit\` knows a new rule.\n\n### Patch Changes\n\n- A mistake is mended.\n`;
  expect(text('CHANGELOG.md')).toBe(`# Changelog\n${section}${before}`);
  expect(existsSync(path.join(folder, '.changeset/one.md'))).toBe(false);
});
