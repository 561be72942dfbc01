// Unusual clones: an update works in them as usual, or is refused with what to do.
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { commit, committed, fromOlder, git, ownFiles } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

afterEach(() => vi.unstubAllEnvs());

const at = (folder: string, file: string): string => path.join(folder, file);
const append = (folder: string, file: string, text: string): void => appendFileSync(at(folder, file), text);

/** Clones a repository with two more commits: an edit of the user, and an empty one. */
async function cloned(...flags: readonly string[]): Promise<string> {
  const origin = await fromOlder({ 'README.md': 'Old.' });
  append(origin, 'src/owned.rs', '// mine\n');
  commit(origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = at(emptyFolder(), 'app');
  git(
    path.dirname(clone),
    '-c',
    'protocol.file.allow=always',
    'clone',
    '--quiet',
    ...flags,
    pathToFileURL(origin).href,
    clone,
  );
  return clone;
}

/** The result of the same update in a plain clone. */
async function asPlain(): Promise<Readonly<Record<string, string>>> {
  const folder = await cloned();
  await cli(['update', '--no-metrics'], folder);
  return ownFiles(folder);
}

const unix = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.replaceAll('\r\n', '\n')]));

test.each([
  ['without older blobs', () => cloned('--filter=blob:none')],
  ['with Windows line ends', () => cloned('--config', 'core.autocrlf=true')],
  [
    'as a worktree',
    async () => {
      const folder = at(emptyFolder(), 'app');
      git(await cloned(), 'worktree', 'add', '--quiet', folder);
      return folder;
    },
  ],
  [
    'as a submodule',
    async () => {
      const outer = emptyFolder();
      git(outer, 'init', '--quiet');
      git(
        outer,
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        pathToFileURL(await cloned()).href,
        'app',
      );
      return at(outer, 'app');
    },
  ],
  [
    'in a folder of a larger repository',
    async () => {
      const [outer, inner] = [emptyFolder(), await cloned()];
      git(outer, 'init', '--quiet');
      rmSync(at(inner, '.git'), { recursive: true });
      renameSync(inner, at(outer, 'app'));
      commit(outer);
      return at(outer, 'app');
    },
  ],
  [
    'with SHA-256 objects',
    async () => {
      const [folder, inner] = [at(emptyFolder(), 'app'), await cloned()];
      git(path.dirname(folder), 'init', '--quiet', '--object-format=sha256', folder);
      git(inner, 'checkout', '--quiet', '--detach', 'HEAD^');
      for (const [file, text] of Object.entries(ownFiles(inner))) {
        mkdirSync(path.dirname(at(folder, file)), { recursive: true });
        writeFileSync(at(folder, file), text);
      }
      commit(folder);
      append(folder, 'src/owned.rs', '// mine\n');
      commit(folder);
      return folder;
    },
  ],
])('a clone %s is updated like any other', async (_, make) => {
  const folder = await make();
  expect(await cli(['update', '--no-metrics'], folder)).toMatchObject({ status: 0, stderr: '' });
  expect(unix(ownFiles(folder))).toEqual(await asPlain());
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
});

test('line endings from the global git configuration are not changes', async () => {
  const settings = at(emptyFolder(), 'settings');
  writeFileSync(settings, '[core]\n\tautocrlf = true\n');
  vi.stubEnv('GIT_CONFIG_GLOBAL', settings);
  const folder = await cloned();
  expect(readFileSync(at(folder, 'README.md'), 'utf8')).toContain('\r\n');
  // Makes git read each file.
  for (const file of Object.keys(ownFiles(folder))) utimesSync(at(folder, file), 1, 1);
  expect(await cli(['update', '--no-metrics'], folder)).toMatchObject({ status: 0, stderr: '' });
});

test('with Windows line endings every file keeps its own, and --abort restores them', async () => {
  const folder = await cloned('--config', 'core.autocrlf=true');
  const before = ownFiles(folder);
  append(folder, 'src/lib.rs', '');
  await cli(['update', '--no-metrics'], folder);
  expect(readFileSync(at(folder, 'README.md'), 'utf8')).not.toMatch(/[^\r]\n/);
  git(folder, 'reset', '--quiet', '--hard');
  git(folder, 'clean', '--quiet', '--force', '-d');
  writeFileSync(at(folder, 'README.md'), readFileSync(at(folder, 'README.md'), 'utf8').replace('Old.', 'Mine.'));
  commit(folder);
  const mine = ownFiles(folder);
  expect(await cli(['update', '--no-metrics'], folder)).toMatchObject({ status: 1 });
  expect(await cli(['update', '--abort'], folder)).toMatchObject({ status: 0 });
  expect(ownFiles(folder)['README.md']).toBe(mine['README.md']);
  expect(git(folder, 'status', '--porcelain')).toBe('');
  expect(Object.keys(ownFiles(folder))).toEqual(Object.keys(before));
});

const refusals: readonly (readonly [string, (folder: string) => void, string])[] = [
  [
    'nothing is committed',
    (folder) => {
      rmSync(at(folder, '.git'), { recursive: true });
      git(folder, 'init', '--quiet');
    },
    'Commit',
  ],
  [
    'git ignores the folder',
    (folder) => {
      rmSync(at(folder, '.git'), { recursive: true });
      git(path.dirname(folder), 'init', '--quiet');
      writeFileSync(at(path.dirname(folder), '.gitignore'), 'app/\n');
      commit(path.dirname(folder));
    },
    '.gitignore',
  ],
  [
    'a merge is in progress',
    (folder) => {
      git(folder, 'checkout', '--quiet', '-b', 'other');
      commit(folder);
      git(folder, 'checkout', '--quiet', '-');
      git(folder, 'merge', '--quiet', '--no-ff', '--no-commit', 'other');
    },
    'git merge --abort',
  ],
  [
    'a sparse checkout hides files',
    (folder) => git(folder, 'sparse-checkout', 'set', 'src'),
    'git sparse-checkout disable',
  ],
  [
    'git overlooks changes of a file',
    (folder) => {
      git(folder, 'update-index', '--assume-unchanged', 'README.md');
      append(folder, 'README.md', 'Mine.\n');
    },
    '--no-assume-unchanged',
  ],
];

test.each(refusals)('if %s, an update is refused and the error says what to do', async (_, spoil, advice) => {
  const folder = await committed();
  spoil(folder);
  const before = ownFiles(folder);
  expect(await cli(['update', '--no-metrics'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(advice),
  });
  expect(ownFiles(folder)).toEqual(before);
});

test('links, ignored files and names that differ only in case are left alone and named', async () => {
  const folder = await committed('--no-metrics');
  rmSync(at(folder, 'README.md'));
  symlinkSync('SECURITY.md', at(folder, 'README.md'));
  append(folder, '.gitignore', 'justfile\n');
  git(folder, 'rm', '--quiet', '--cached', 'justfile');
  writeFileSync(at(folder, 'src/machinery/Metrics.rs'), '// mine\n');
  commit(folder);
  const { status, stdout } = await cli(['update', '--metrics'], folder);
  expect({ status, stdout }).toMatchObject({ status: 1 });
  expect(stdout).toContain('README.md is a symbolic link, so it was not merged');
  expect(stdout).toContain('justfile is ignored by git, so it was not merged');
  expect(stdout).toContain('src/machinery/metrics.rs is src/machinery/Metrics.rs here, which differs only in case');
  expect(readFileSync(at(folder, 'src/machinery/Metrics.rs'), 'utf8')).toBe('// mine\n');
  expect(git(folder, 'status', '--porcelain', 'README.md', 'justfile')).toBe('');
});

test('an executable file stays executable', async () => {
  const folder = await fromOlder({ 'hack/cluster.sh': '# Old.' });
  chmodSync(at(folder, 'hack/cluster.sh'), 0o755);
  commit(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(statSync(at(folder, 'hack/cluster.sh')).mode & 0o777).toBe(0o755);
});
