// Trees with more than plain files: audit judges the readable files, harden changes nothing else, and both end.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fill, hardenable, hardened, pod } from '../cli/hardenable.ts';
import { bin, emptyFolder, program, tree, type Outcome } from '../cli/run.ts';

const rules = 'no-service-links,understood';
const audit = (folder: string, ...words: readonly string[]): Outcome =>
  program(['audit', '--json', '--rules', rules, ...words], folder);
const harden = (folder: string, ...words: readonly string[]): Outcome =>
  program(['harden', '--yes', '--only', rules, ...words], folder);
const places = ({ stdout }: Outcome): readonly string[] =>
  JSON.parse(stdout).findings.map(
    ({ state, path: file }: { readonly state: string; readonly path: string }) => `${state} ${file}`,
  );
const git = (folder: string, ...words: readonly string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', '-c', 'protocol.file.allow=always', ...words],
    { cwd: folder, stdio: 'ignore' },
  );

test('pipes, link loops, and folders with the names of files are skipped', () => {
  const folder = hardenable();
  execFileSync('mkfifo', ['pipe.yaml', 'Containerfile'], { cwd: folder });
  for (const [name, goal] of [
    ['round', '.'],
    ['a.yaml', 'b.yaml'],
    ['b.yaml', 'a.yaml'],
    ['out.yaml', '/dev/zero'],
  ] as const)
    symlinkSync(goal, path.join(folder, name));
  mkdirSync(path.join(folder, 'sub', 'Cargo.toml'), { recursive: true });
  expect(places(audit(folder))).toEqual(['broken pod.yaml']);
  expect(harden(folder, '--force').status).toBe(0);
  expect(readFileSync(path.join(folder, 'pod.yaml'), 'utf8')).toBe(hardened['pod.yaml']);
});

test.each([
  ['CRLF', pod.replaceAll('\n', '\r\n'), `${pod}      enableServiceLinks: false\n`.replaceAll('\n', '\r\n')],
  ['a byte order mark', `\ufeff${pod}`, `\ufeff${pod}      enableServiceLinks: false\n`],
  ['no line break at its end', pod.trimEnd(), `${pod}      enableServiceLinks: false`],
  [
    'anchors and aliases',
    pod.replace('metadata:', 'metadata: &m').replace('"a:1"', '&i "a:1"\n          env: [{name: A, value: *i}]'),
    undefined,
  ],
  [
    'the wanted value from a merge key',
    `${pod}      <<: {enableServiceLinks: false}\n`,
    `${pod}      <<: {enableServiceLinks: false}\n`,
  ],
])('YAML with %s gets only the missing line', (_, before, after) => {
  const folder = hardenable({ 'pod.yaml': before });
  expect(harden(folder).status).toBe(0);
  expect(readFileSync(path.join(folder, 'pod.yaml'), 'utf8')).toBe(
    after ?? `${before}      enableServiceLinks: false\n`,
  );
  expect(places(audit(folder))).toEqual([]);
});

test('paths with spaces, quotes, non-ASCII letters and line breaks are read, written and patched', () => {
  const name = 'a "b"\\\n#1 é?.yaml';
  const folder = hardenable({ [name]: pod, [`${name}.d/Dockerfile`]: hardened.Dockerfile });
  expect(places(audit(folder))).toContain(`broken ${name}`);
  const { stdout } = program(['harden', '--dry-run', '--only', rules], folder);
  execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
  expect(readFileSync(path.join(folder, name), 'utf8')).toBe(hardened['pod.yaml']);
});

test('a name with control characters does not steer the terminal', () => {
  const folder = hardenable({ 'a\u001b[2Jb.yaml': pod });
  expect(program(['audit', '--rules', rules], folder).stdout).not.toContain('\u001b[2J');
});

describe('git', () => {
  test('skips a submodule, and reads a worktree', () => {
    const folder = hardenable();
    const other = hardenable();
    git(folder, 'submodule', 'add', other, 'sub');
    git(folder, 'commit', '--quiet', '--message', 'sub');
    const worktree = path.join(emptyFolder(), 'tree');
    git(folder, 'worktree', 'add', worktree);
    for (const one of [folder, worktree]) {
      expect(places(audit(one))).toEqual(['broken pod.yaml']);
      expect(harden(one).status).toBe(0);
      expect(readFileSync(path.join(one, 'pod.yaml'), 'utf8')).toBe(hardened['pod.yaml']);
    }
    expect(tree(path.join(folder, 'sub'))['pod.yaml']).toBe(pod);
  });

  test('with a broken index is not a clean tree', () => {
    const folder = hardenable();
    writeFileSync(path.join(folder, '.git/index'), 'broken');
    const refused = harden(folder);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/Git cannot say[^]*index[^]*--force/);
    expect(readFileSync(path.join(folder, 'pod.yaml'), 'utf8')).toBe(pod);
    expect(harden(folder, '--force').status).toBe(0);
  });

  test('is not required', () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'pod.yaml'), pod);
    expect(harden(folder).status).toBe(0);
    expect(tree(folder)['pod.yaml']).toBe(hardened['pod.yaml']);
  });
});

describe('a directory', () => {
  const bare = (): string => {
    const folder = emptyFolder();
    git(folder, 'clone', '--quiet', '--bare', hardenable(), '.');
    return folder;
  };

  test.each([
    ['that is empty', emptyFolder],
    ['of a bare repository', bare],
  ])('%s has nothing to judge, which differs from no findings', (_, make) => {
    const folder = make();
    const before = tree(folder);
    for (const { status, stderr } of [audit(folder), harden(folder)]) {
      expect(status).toBe(2);
      expect(stderr).toContain('holds nothing to judge');
    }
    expect(tree(folder)).toEqual(before);
  });

  test.each([
    ['that does not exist', 'nowhere', /does not exist/],
    ['that is a file', 'pod.yaml', /not a directory/],
  ])('%s is named in the error', (_, name, says) => {
    const folder = hardenable();
    expect(audit(folder, name)).toMatchObject({ status: 2, stderr: expect.stringMatching(says) });
    expect(harden(folder, name).status).toBeGreaterThan(0);
  });

  test('with unreadable files and folders: each is unknown, and the rest is fixed', () => {
    const folder = emptyFolder();
    fill(folder, { 'pod.yaml': pod, 'secret.yaml': pod, 'closed/pod.yaml': pod });
    for (const one of ['secret.yaml', 'closed']) chmodSync(path.join(folder, one), 0);
    expect(places(asNobody(['audit', '--json', '--rules', rules], folder))).toEqual([
      'broken pod.yaml',
      'unknown closed',
      'unknown secret.yaml',
    ]);
    const { status, stdout } = asNobody(['harden', '--yes', '--force', '--only', rules], folder);
    for (const one of ['secret.yaml', 'closed']) chmodSync(path.join(folder, one), 0o700);
    expect(status).toBe(0);
    expect(stdout).toMatch(/left alone[^]*closed:1 {2}cannot be listed[^]*secret\.yaml:1 {2}cannot be read/);
    expect(tree(folder)).toMatchObject({
      'pod.yaml': hardened['pod.yaml'],
      'secret.yaml': pod,
      'closed/pod.yaml': pod,
    });
  });

  test('with an unreadable configuration is not judged without it', () => {
    const folder = hardenable({ '.kube-secure-controller.yaml': 'ignore: []\n' });
    chmodSync(path.join(folder, '.kube-secure-controller.yaml'), 0);
    expect(asNobody(['audit'], folder)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('.kube-secure-controller.yaml: it cannot be read'),
    });
  });
});

/** Without the capabilities with which root ignores file modes. */
function asNobody(words: readonly string[], cwd: string): Outcome {
  const [command = '', ...rest] = [
    ...(process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : []),
    process.execPath,
    bin,
    ...words,
  ];
  return spawnSync(command, rest, { cwd, encoding: 'utf8', input: '' });
}
