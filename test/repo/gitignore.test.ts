// Ignored files, compared with git itself.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gitFolderOf, trackedIn } from '../../src/repo/git-folder.ts';
import { ignoreRules, isIgnoredBy } from '../../src/repo/gitignore.ts';
import { ignoredIn } from '../../src/repo/ignored.ts';
import { emptyFolder } from '../cli/run.ts';

const git = (folder: string, words: readonly string[], input = '') =>
  spawnSync('git', words, { cwd: folder, encoding: 'utf8', input }).stdout;
const put = (folder: string, file: string, text = '') => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

const names = ['a', 'b', 'ab', 'a.b', 'ba', 'ä', '-', ' '];
// Left out are two stars after a letter, because git compares the text before the first wildcard separately and reads
// the rest as a separate pattern, and a bracket that closes only after a slash.
const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names) },
  fc.constantFrom(
    '*',
    '**',
    '?',
    '*a',
    'a*',
    'a*b',
    '*a*',
    '[ab]',
    '[!a]',
    '[^b]*',
    '[a-b]b',
    '[[:alpha:]]',
    '\\a',
    '[]]',
    '[a',
    '??',
    '***',
    '.*',
  ),
);
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '!', '\\!', '#'),
    fc.constantFrom('', '', '/'),
    fc
      .array(part, { minLength: 1, maxLength: 4 })
      .filter((parts) => !parts.slice(0, -1).includes('[a'))
      .map((parts) => parts.join('/')),
    fc.constantFrom('', '', '/', ' ', '\\ ', '/**'),
  )
  .map((all) => all.join(''));
const lines = fc.array(line, { minLength: 1, maxLength: 5 });
const tree = fc.array(fc.array(fc.constantFrom(...names.slice(0, 6)), { minLength: 1, maxLength: 4 }), {
  minLength: 4,
  maxLength: 12,
});

test('a path is ignored exactly when git says so', () => {
  const folder = emptyFolder();
  git(folder, ['init', '--quiet', '--template=', 'empty']);
  fc.assert(
    fc.property(lines, lines, lines, tree, (root, nested, exclude, paths) => {
      const here = path.join(folder, String(Math.random()).slice(2));
      cpSync(path.join(folder, 'empty'), here, { recursive: true });
      const files = [...new Set(paths.map((one) => `${one.join('/')}.f`))];
      for (const file of files) put(here, file);
      put(here, '.gitignore', root.join('\n'));
      put(here, 'a/.gitignore', nested.join('\n'));
      put(here, '.git/info/exclude', exclude.join('\n'));
      const said = git(here, [
        '-c',
        'core.quotePath=false',
        'ls-files',
        '--others',
        '--ignored',
        '--exclude-standard',
        '-z',
      ])
        .split('\0')
        .filter((file) => file.endsWith('.f'));
      const isIgnored = ignoredIn(here);
      expect(files.filter((file) => isIgnored(file, false)).sort()).toEqual([...said].sort());
      rmSync(here, { recursive: true });
    }),
    { numRuns: 80 },
  );
});

describe('the index', () => {
  const trackedOf = (folder: string) => {
    const found = gitFolderOf(folder);
    return found === undefined ? new Set<string>() : trackedIn(found);
  };

  const indexed = (...words: readonly string[]) => {
    const folder = emptyFolder();
    git(folder, ['init', '--quiet', ...words]);
    for (const file of ['a', 'deep/down/a', 'deep/down/ab', 'ä', `${'x'.repeat(300).replaceAll(/.{100}/g, '$&/')}z`])
      put(folder, file, file);
    git(folder, ['add', '.']);
    return folder;
  };
  const files = (folder: string) =>
    git(folder, ['ls-files', '-z'])
      .split('\0')
      .filter((file) => file !== '')
      .sort();
  const read = (folder: string) =>
    [...trackedOf(folder)].filter((file) => !['deep', 'deep/down'].includes(file) && !/^(x+\/)*x+$/.test(file)).sort();

  test.each(['2', '3', '4'])('of version %s is read as in git', (version) => {
    const folder = indexed();
    if (version === '3') git(folder, ['update-index', '--skip-worktree', 'a']);
    else git(folder, ['update-index', '--index-version', version]);
    expect(read(folder)).toEqual(files(folder));
  });

  test('of SHA-256 is read too', () => {
    const folder = indexed('--object-format=sha256');
    expect(read(folder)).toEqual(files(folder));
  });

  test('that is cut off anywhere causes no error', () => {
    const folder = indexed();
    const whole = execFileSync('cat', [path.join(folder, '.git/index')]);
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(path.join(folder, '.git/index'), whole.subarray(0, length));
      expect(() => trackedOf(folder)).not.toThrow();
    }
  });
});

test('a tracked file is not ignored, even if a rule matches', () => {
  const folder = emptyFolder();
  git(folder, ['init', '--quiet']);
  put(folder, '.gitignore', 'deploy/\n');
  put(folder, 'deploy/kept.yaml');
  put(folder, 'deploy/other.yaml');
  git(folder, ['add', '--force', 'deploy/kept.yaml']);
  const isIgnored = ignoredIn(folder);
  expect(isIgnored('deploy', true)).toBe(false);
  expect(isIgnored('deploy/kept.yaml', false)).toBe(false);
  expect(isIgnored('deploy/other.yaml', false)).toBe(true);
});

test('a rule takes at most its length times that of the path', () => {
  const rules = ignoreRules(`${'*a'.repeat(60)}b\n${'**/a*/'.repeat(60)}b\n`);
  const path = [...Array.from({ length: 200 }, () => 'a'.repeat(250)), 'c'];
  const start = process.cpuUsage();
  expect(isIgnoredBy(rules, path, false)).toBeUndefined();
  expect(process.cpuUsage(start).user).toBeLessThan(2_000_000);
});
