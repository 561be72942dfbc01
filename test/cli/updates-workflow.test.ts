// The scripts of the update workflow, run as on GitHub: git is real, npm and gh are stand-ins.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { writtenPath } from '../../src/scaffold/written.ts';
import { commit, fromOlder, git } from './committed.ts';
import { bin, emptyFolder } from './run.ts';

const workflow: { readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>> } =
  parse(
    readFileSync(
      path.resolve(import.meta.dirname, '../../templates/updates-workflow/.github/workflows/update.yml'),
      'utf8',
    ),
  );
const scriptsOf = (job: string): readonly string[] => (workflow.jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []);

/**
 * A runner: the outputs of its programs, and the files into which GitHub lets a step write. gh refuses versions other
 * than `attested`.
 */
function runner(attested = '1.1.0') {
  const temp = emptyFolder();
  const programs = path.join(temp, 'programs');
  mkdirSync(programs);
  const standIn = (name: string, script: string): void => {
    writeFileSync(path.join(programs, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(programs, name), 0o755);
  };
  const fresh = new Date().toISOString();
  const times = `{"created":"2020-01-01T00:00:00.000Z","1.0.0":"2020-01-01T00:00:00.000Z","1.1.0":"2021-01-01T00:00:00.000Z","2.0.0":"${fresh}"}`;
  standIn('npm', `if [ "$1" = view ]; then echo '${times}'; else cp '${archive(temp)}' "$4/$5.tgz"; fi`);
  standIn(
    'gh',
    `echo "$@" >>'${temp}/gh'
case "$1 $2" in
  'pr edit') exit 1 ;;
  'attestation verify') [ "\${3##*@}" = ${attested}.tgz ] ;;
esac`,
  );
  const environment = {
    ...process.env,
    PATH: `${programs}${path.delimiter}${process.env['PATH'] ?? ''}`,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: path.join(temp, 'output'),
    GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
  };
  return {
    read: (file: string): string =>
      existsSync(path.join(temp, file)) ? readFileSync(path.join(temp, file), 'utf8') : '',
    run: (job: string, folder: string) => {
      for (const script of scriptsOf(job))
        execFileSync('bash', ['-e', '-c', script], {
          encoding: 'utf8',
          cwd: folder,
          env: environment,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
    },
  };
}

/** The package on npm: the built program. */
function archive(temp: string): string {
  const folder = path.join(temp, 'archive', 'package');
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "version": "1.1.0", "type": "module" }');
  writeFileSync(path.join(folder, 'bin', path.basename(bin)), `await import(${JSON.stringify(bin)});\n`);
  execFileSync('tar', ['-czf', '../archive.tgz', 'package'], { cwd: path.dirname(folder) });
  return path.join(temp, 'archive.tgz');
}

/** A repository on GitHub, and the clone of a runner. */
async function onGitHub(
  older: Readonly<Record<string, string>>,
): Promise<{ readonly origin: string; readonly clone: () => string }> {
  const origin = await fromOlder(older);
  const branch = git(origin, 'branch', '--show-current').trim();
  const bare = path.join(emptyFolder(), 'origin.git');
  git(origin, 'clone', '--quiet', '--bare', origin, bare);
  return {
    origin: bare,
    clone: () => {
      const folder = path.join(emptyFolder(), 'app');
      git(bare, 'clone', '--quiet', '--branch', branch, bare, folder);
      return folder;
    },
  };
}

test('the changes of the newest version that is at least a week old become a pull request with their plan', async () => {
  const { origin, clone } = await onGitHub({ 'src/lib.rs': '//! Old.' });
  const { run, read } = runner();
  run('merge', clone());
  expect(read('gh')).toContain(
    'create-kube-secure-controller@1.1.0.tgz --repo kube-secure/create-kube-secure-controller',
  );
  expect(read('output')).toBe('changes=true\n');
  run('propose', clone());
  expect(read('gh')).toMatch(/pr create --head update\/kube-secure-controller/);
  expect(read('update/report.md')).toContain('changed  src/lib.rs');
  expect(git(origin, 'show', 'update/kube-secure-controller:src/lib.rs')).not.toContain('Old.');
  expect(git(origin, 'show', `update/kube-secure-controller:${writtenPath}`)).not.toContain('older@0.0.1');
});

test('changes of workflows wait for a person, and the record waits with them', async () => {
  const { origin, clone } = await onGitHub({ 'src/lib.rs': '//! Old.', '.github/workflows/ci.yml': '# Old.' });
  const { run, read } = runner();
  run('merge', clone());
  run('propose', clone());
  expect(read('update/report.md')).toMatch(/wait for a person[^]*\n\.github\/workflows\/ci\.yml\n/);
  const changed = git(origin, 'diff', '--name-only', 'HEAD', 'update/kube-secure-controller');
  expect(changed).toBe('src/lib.rs\n');
});

test('without a newer version nothing is proposed, and a conflict fails the job', async () => {
  const { clone } = await onGitHub({});
  const quiet = runner();
  const folder = clone();
  execFileSync(process.execPath, [bin, 'update'], { cwd: folder });
  commit(folder);
  quiet.run('merge', folder);
  expect(quiet.read('output')).toBe('');
  const other = await onGitHub({ 'README.md': 'Old.' });
  const mine = other.clone();
  writeFileSync(
    path.join(mine, 'README.md'),
    readFileSync(path.join(mine, 'README.md'), 'utf8').replace('Old.', 'Mine.'),
  );
  commit(mine);
  expect(() => runner().run('merge', mine)).toThrow(
    expect.objectContaining({ status: 1, stdout: expect.stringContaining('conflict README.md') }),
  );
});

test('a package that the release workflow of this repository did not build is never run', async () => {
  const { clone } = await onGitHub({ 'src/lib.rs': '//! Old.' });
  const { run, read } = runner('1.0.0');
  const folder = clone();
  expect(() => run('merge', folder)).toThrow(expect.objectContaining({ status: 1 }));
  expect([read('output'), git(folder, 'status', '--short')]).toEqual(['', '']);
});

test('the release workflow is the one that package.json names', () => {
  const { repository } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'));
  const [, own = ''] = /github\.com\/(.+)\.git$/.exec(repository.url) ?? [];
  expect(existsSync(path.resolve(import.meta.dirname, '../../.github/workflows/release.yml'))).toBe(true);
  const [fetching = ''] = scriptsOf('merge');
  expect(fetching).toContain(`--repo ${own} \\\n  --signer-workflow ${own}/.github/workflows/release.yml\n`);
});
