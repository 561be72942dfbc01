// Endless files, in every place that a command reads: the command ends with a reason.
import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { lockName, stagePrefix } from '../../src/repo/stage.ts';
import { fill } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';
import { boundedProgram } from './bounded.ts';
import { endless, put } from './endless.ts';
import { git } from './git.ts';

const bounded = boundedProgram();

const cargo = '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n';
const rust = 'fn main() { kube::Client::try_default(); }\n';
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n';

function repository(): string {
  const folder = emptyFolder();
  fill(folder, { 'in/Cargo.toml': cargo, 'in/src/main.rs': rust, 'in/pod.yaml': pod });
  return folder;
}

const places: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'the answers of a repository that create writes into': ['in/.yo-rc.json', ['in', '--force', '--yes']],
  'the answers of a repository that harden reads': ['in/.yo-rc.json', ['harden', 'in', '--yes', '--force']],
  'a manifest above': ['Cargo.toml', ['rbac', 'in']],
  'a lock of cargo above': ['Cargo.lock', ['rbac', 'in']],
  'a manifest inside': ['in/deploy/role.yaml', ['rbac', 'in', '--check']],
  'a source inside': ['in/src/lib.rs', ['audit', 'in']],
  'a file of names to ignore': ['.gitignore', ['audit', 'in']],
  'the index of git': ['.git/index', ['audit', 'in']],
  'the configuration of git': ['.git/config', ['harden', 'in', '--yes']],
  'what is checked out': ['.git/HEAD', ['audit', 'in', '--since', 'HEAD']],
  'a file of --answers': ['answers.yaml', ['new', '--answers', 'answers.yaml', '--yes']],
  'a file of --models': ['model.rs', ['rbac', 'in', '--models', 'model.rs']],
  'a log of --observed': ['audit.log', ['rbac', 'in', '--observed', 'audit.log']],
  'a file that create would replace': ['in/README.md', ['in', '--force', '--yes']],
};

describe.each(Object.keys(places))('%s', (place) => {
  test.each(Object.keys(endless))('%s', async (kind) => {
    const [file, words] = places[place] ?? ['', []];
    const folder = repository();
    put(kind, path.join(folder, file));
    const { status, stderr } = await bounded(words, folder);
    expect({ status, stderr }).not.toMatchObject({ status: null });
    expect(stderr).not.toContain('fault of create-kube-secure-controller');
  });
});

/** Files that git itself opens → the command that makes it open them. */
const ofGit: Readonly<Record<string, readonly string[]>> = {
  '.git/refs/heads/main': ['audit', 'in', '--since', 'HEAD'],
  '.git/objects/info/alternates': ['audit', 'in', '--since', 'HEAD'],
  '.git/objects/info/commit-graph': ['harden', 'in', '--yes'],
  '.git/objects/pack/multi-pack-index': ['rbac', 'in', '--check', '--since', 'HEAD'],
  '.gitattributes': ['audit', 'in', '--since', 'HEAD'],
  'in/.gitignore': ['harden', 'in', '--yes'],
};

/** Settings that name a file which git reads. */
const namingFiles = 'core.excludesFile core.attributesFile include.path mailmap.file commit.template core.worktree';

test.each(Object.keys(endless))('%s that a setting of git names', async (kind) => {
  const folder = repository();
  for (const key of namingFiles.split(' '))
    git(folder, 'config', '--file', path.join(folder, '.git/config'), key, path.join(folder, '.git/named'));
  // Not earlier, because git itself would wait for the included file.
  put(kind, path.join(folder, '.git/named'));
  for (const words of [
    ['audit', 'in', '--since', 'HEAD'],
    ['harden', 'in', '--yes'],
  ])
    expect(await bounded(words, folder)).toMatchObject({ status: expect.toBeOneOf([0, 1, 3]) });
});

const besides = Object.entries(ofGit).map(([file, words]) => ({ file, words, run: boundedProgram() }));

describe('the inputs that git opens', () => {
  // In parallel, because they only wait.
  test.each(['a pipe that nobody writes into', 'a link to a pipe'])('%s, which git opens', async (kind) => {
    const folders = besides.map(() => repository());
    const start = performance.now();
    await Promise.all(
      besides.map(async ({ file, words, run }, at) => {
        const folder = folders[at] ?? '';
        git(folder, 'branch', '--move', 'main');
        put(kind, path.join(folder, file));
        const { status, stderr } = await run(words, folder);
        expect({ file, status, stderr }).not.toMatchObject({ status: null });
        if (status === 3) expect(stderr).toContain(`it waited for ${path.join(realpathSync(folder), file)}`);
      }),
    );
    // git alone waits for 300 seconds.
    expect(performance.now() - start).toBeLessThan(100_000);
  });
});

describe('a lock', () => {
  test.each([
    ...Object.keys(endless).filter((kind) => kind !== 'a file of 1 GB without a byte in it'),
    'the number of a process that lives for ever',
    'a lock of a far machine and a far time',
    'a lock of a process that came later by the same number',
  ])('%s is taken over', async (kind) => {
    const folder = repository();
    const lock = path.join(folder, 'in', lockName);
    const text = {
      'the number of a process that lives for ever': '1',
      'a lock of a far machine and a far time': '{"host":"x","process":1,"since":99999999999999}',
      'a lock of a process that came later by the same number': `{"host":"x","process":1,"start":"1","since":1}`,
    }[kind];
    if (text === undefined) put(kind, lock);
    else writeFileSync(lock, text);
    const { status, stderr } = await bounded(['in', '--force', '--yes'], folder);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(existsSync(lock)).toBe(false);
  });
});

test('leftovers of killed runs are named and removed, and files that only look like them stay', async () => {
  const folder = repository();
  const { stageName } = await import('../../src/repo/stage.ts');
  const dead = stageName().replace(String(process.pid), '999999999');
  for (const name of [`${dead}abcdef`, `${stagePrefix}mine`]) {
    mkdirSync(path.join(folder, 'in', name));
    writeFileSync(path.join(folder, 'in', name, 'file'), 'text');
  }
  symlinkSync('/etc', path.join(folder, 'in', `${dead}ghijkl`));
  const { status, stderr } = await bounded(['in', '--force', '--yes'], folder);
  expect(status).toBe(0);
  expect(stderr).toContain(`${dead}abcdef, which a killed run had left`);
  expect(existsSync('/etc/passwd')).toBe(true);
  expect(readdirSync(path.join(folder, 'in')).filter((name) => name.startsWith(stagePrefix))).toEqual([
    `${stagePrefix}mine`,
  ]);
});
