// Commits of actions, from a real `git ls-remote` of repositories on this machine, without github.com.
import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { resolveActions } from '../../src/network/resolve-actions.ts';
import { actionsServer, commit, type Git } from '../cli/actions-server.ts';
import { emptyFolder } from '../cli/run.ts';

afterEach(() => vi.unstubAllEnvs());

const server = (name: string): Git => actionsServer(name).get(name) ?? fail();

test('a moving tag is the commit of its most exact version', async () => {
  const git = server('a/b');
  const first = git('rev-parse', 'HEAD');
  for (const tag of ['v4', 'v4.1', 'v4.1.7', 'v4.1.10', 'v4.1.10-rc1', 'v40.0.0', 'release']) git('tag', tag);
  commit(git);
  git('tag', 'v4.2.0');
  expect(await resolveActions(['a/b@v4', 'a/b@v4.1.7', 'a/b@release'])).toEqual(
    new Map([
      ['a/b@v4', { digest: first, version: 'v4.1.10' }],
      ['a/b@v4.1.7', { digest: first, version: 'v4.1.7' }],
      ['a/b@release', { digest: first, version: 'release' }],
    ]),
  );
});

test('an annotated tag gives its commit, not the tag object', async () => {
  const git = server('a/b');
  git('tag', '--annotate', '--message', 'a', 'v1');
  expect(git('rev-parse', 'v1')).not.toBe(git('rev-parse', 'HEAD'));
  expect((await resolveActions(['a/b@v1'])).get('a/b@v1')).toEqual({ digest: git('rev-parse', 'HEAD'), version: 'v1' });
});

test('a branch gives its newest commit, even by its full name and with a slash', async () => {
  const git = server('a/b');
  git('branch', 'release/v1');
  const digest = git('rev-parse', 'HEAD');
  expect([...(await resolveActions(['a/b@release/v1', 'a/b@refs/heads/main'])).values()]).toEqual([
    { digest, version: 'release/v1' },
    { digest, version: 'main' },
  ]);
});

test('missing or ambiguous references do not prevent finding the others', async () => {
  const git = server('a/b');
  git('tag', 'v1');
  git('branch', 'v1');
  git('tag', 'both');
  commit(git);
  git('branch', 'both');
  const found = await resolveActions(['a/b@v1', 'a/b@v9', 'a/b@both', 'a/b@refs/tags/both', 'private/c@v1']);
  expect(found.get('a/b@v1')).toMatchObject({ version: 'v1' });
  expect(found.get('a/b@v9')).toEqual({ why: 'it has no tag or branch v9; name one that is there' });
  expect(found.get('a/b@both')).toMatchObject({ why: expect.stringContaining('of different commits') });
  expect(found.get('a/b@refs/tags/both')).toMatchObject({ version: 'both' });
  expect(found.get('private/c@v1')).toMatchObject({ why: expect.stringContaining('private, or is not there') });
});

test('without git nothing is found, and the reason is reported', async () => {
  vi.stubEnv('PATH', '');
  expect((await resolveActions(['a/b@v1'])).get('a/b@v1')).toEqual({
    why: 'git is not installed, or only in the repository itself; install it',
  });
});

describe('a server that', () => {
  const answering = async (answer: RequestListener) => {
    const listening = createServer(answer).listen(0, '127.0.0.1');
    onTestFinished(() => void listening.close().closeAllConnections());
    await once(listening, 'listening');
    const address = listening.address();
    vi.stubEnv('GIT_CONFIG_COUNT', '3');
    vi.stubEnv('GIT_CONFIG_KEY_2', 'protocol.http.allow');
    vi.stubEnv('GIT_CONFIG_VALUE_2', 'always');
    vi.stubEnv(
      'GIT_CONFIG_KEY_0',
      `url.http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/.insteadOf`,
    );
    vi.stubEnv('GIT_CONFIG_VALUE_0', 'https://github.com/');
  };

  test('requires a login gets none, and no person, program or helper is asked', async () => {
    await answering((_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="a"' }).end());
    const mark = path.join(emptyFolder(), 'asked');
    vi.stubEnv('GIT_CONFIG_KEY_1', 'credential.helper');
    vi.stubEnv('GIT_CONFIG_VALUE_1', `!touch ${mark}; echo username=a; echo password=a; true`);
    vi.stubEnv('GIT_ASKPASS', `touch ${mark}; true`);
    expect((await resolveActions(['a/b@v1'])).get('a/b@v1')).toMatchObject({
      why: expect.stringContaining('private, or is not there'),
    });
    expect(existsSync(mark)).toBe(false);
  });

  test('does not answer times out', async () => {
    await answering(() => {});
    vi.stubEnv('GIT_CONFIG_KEY_1', 'a.b');
    vi.stubEnv('GIT_CONFIG_VALUE_1', '');
    expect((await resolveActions(['a/b@v1', 'a/b@v2', 'a/c@v1'], 1)).get('a/c@v1')).toMatchObject({
      why: expect.stringContaining('within 1 seconds'),
    });
  });
});

function fail(): never {
  throw new Error('it was not made');
}
