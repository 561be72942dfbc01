// Every setting that git knows, in the configuration of a repository: git gets only those that start nothing.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { withRepository } from '../../src/git/open-repository.ts';
import { only } from '../cli/hardenable.ts';
import { cli, emptyFolder } from '../cli/run.ts';
import { asWritten, git, touched } from './git.ts';

afterEach(() => vi.unstubAllEnvs());

/** Settings that git added since 2.39, and those that its list omits. */
const others =
  'hook.x.command hook.x.event gc.recentObjectsHook extensions.refStorage extensions.compatObjectFormat submodule.x.path core.fsmonitorHookVersion';

/** Settings that only describe the files, and start nothing. */
const harmless =
  'core.repositoryformatversion core.filemode core.ignorecase core.precomposeunicode core.symlinks core.autocrlf core.eol core.bare extensions.objectformat';
/** The settings on the command line of each call (`src/git/run-git.ts`). */
const given =
  'core.fsmonitor core.hookspath core.sshcommand core.askpass core.pager credential.helper safe.barerepository';
/** These two belong to the user, whose home is a stand-in here. */
const ofUser = 'core.excludesfile core.attributesfile';

/** The list of git, with `x` for each name that a user chooses. */
function keys(): readonly string[] {
  const { stdout } = spawnSync('git', ['help', '--config'], { encoding: 'utf8' });
  const listed = stdout.split('\n').map((line) => line.replaceAll(/<[^>]*>|\*/g, 'x'));
  return [...listed, ...others.split(' ')].filter((key) =>
    /^[a-zA-Z][-a-zA-Z0-9]*(\..+)?\.[a-zA-Z][-a-zA-Z0-9]*$/.test(key),
  );
}

test('of all git settings, it keeps those that start nothing, and nothing else from the repository', async () => {
  const [folder, mark] = [touched(), path.join(emptyFolder(), 'ran')];
  vi.stubEnv('HOME', emptyFolder());
  const all = keys();
  expect(all.length).toBeGreaterThan(600);
  const config = path.join(folder, '.git/config');
  for (const key of all) appendFileSync(config, asWritten(key, `!touch ${mark}`));
  const plain = spawnSync('git', ['config', '--file', config, '--no-includes', '--name-only', '--list'], {
    encoding: 'utf8',
  });
  expect(new Set(plain.stdout.split('\n')).size).toBeGreaterThan(600);
  const answer = await withRepository(folder, ({ git }) => git(['config', '--includes', '--null', '--list']));
  const seen = (answer?.stdout.toString() ?? '').split('\0').filter(Boolean);
  expect(seen.filter((entry) => entry.includes(mark))).toEqual([]);
  const known = new Set(`${harmless} ${given} ${ofUser}`.split(' '));
  expect(seen.map((entry) => entry.split('\n')[0] ?? '').filter((key) => !known.has(key))).toEqual([]);
  expect(answer?.stdout.toString()).toContain('core.fsmonitor\nfalse\0');
});

test('with any git setting, each command ends as without it', { timeout: 120_000 }, async () => {
  const [folder, usual, mark] = [touched(), touched(), path.join(emptyFolder(), 'ran')];
  for (const key of keys()) appendFileSync(path.join(folder, '.git/config'), asWritten(key, `!touch ${mark}`));
  for (const words of [
    ['audit', '.', '--since', 'HEAD', '--rules', 'no-service-links'],
    ['harden', '.', '--dry-run', ...only],
    ['harden', '.', '--yes', ...only],
  ]) {
    const [first, second] = [await cli(words, usual), await cli(words, folder)];
    expect({ words, ...second }).toEqual({ words, ...first });
  }
});

test('references in another format are refused with a reason, and never mistaken for no commit', async () => {
  const folder = touched();
  for (const [key, value] of [
    ['core.repositoryformatversion', '1'],
    ['extensions.refStorage', 'reftable'],
  ] as const)
    appendFileSync(path.join(folder, '.git/config'), asWritten(key, value));
  for (const words of [
    ['audit', '.', '--since', 'HEAD'],
    ['harden', '.', '--yes', ...only],
  ])
    expect(await cli(words, folder)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('extensions.refstorage = reftable, which this version cannot read'),
    });
});

test('a repository of another user is read without its settings, while git itself refuses it', async () => {
  const [folder, mark, bin] = [touched(), path.join(emptyFolder(), 'ran'), emptyFolder()];
  appendFileSync(path.join(folder, '.git/config'), asWritten('core.fsmonitor', `touch ${mark}; false`));
  const real = path.join(git(folder, '--exec-path').trim(), 'git');
  // As if another user owned it, by the variable that git's own tests use.
  const text = `#!/bin/sh\nexport GIT_TEST_ASSUME_DIFFERENT_OWNER=1\nexec '${real}' "$@"\n`;
  writeFileSync(path.join(bin, 'git'), text, { mode: 0o755 });
  const PATH = `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`;
  expect(spawnSync('git', ['status'], { cwd: folder, encoding: 'utf8', env: { ...process.env, PATH } })).toMatchObject({
    status: 128,
    stderr: expect.stringContaining('dubious ownership'),
  });
  vi.stubEnv('PATH', PATH);
  expect(await cli(['audit', '.', '--since', 'HEAD', '--rules', 'no-service-links'], folder)).toMatchObject({
    status: 0,
  });
  expect(existsSync(mark)).toBe(false);
});
