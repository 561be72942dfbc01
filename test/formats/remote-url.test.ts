// A remote in every form that git accepts, and URLs that only resemble GitHub.
import { expect, test } from 'vitest';
import { nameOfOrigin, originIn } from '../../src/formats/remote-url.ts';

test.each([
  ['https://github.com/acme/one', 'acme/one'],
  ['https://github.com/acme/one.git', 'acme/one'],
  ['https://GitHub.com/acme/one/', 'acme/one'],
  ['git@github.com:acme/one.git', 'acme/one'],
  ['github.com:acme/one', 'acme/one'],
  ['ssh://git@github.com/acme/one.git', 'acme/one'],
  ['ssh://git@ssh.github.com:443/acme/one.git', 'acme/one'],
  ['https://somebody:secret@github.com/acme/one', 'acme/one'],
  ['https://gitlab.com/acme/team/one.git', 'gitlab.com/acme/team/one'],
  ['git@gitlab.example.com:acme/team/one.git', 'gitlab.example.com/acme/team/one'],
  ['ssh://git@git.example.com:7999/acme/one.git', 'git.example.com/acme/one'],
  ['https://git.example.com:8443/acme/one', 'git.example.com:8443/acme/one'],
])('%s is %s', (url, name) => {
  const origin = originIn(url);
  expect(origin && nameOfOrigin(origin)).toBe(name);
});

test.each([
  'https://example.com/github.com/acme/one',
  'https://notgithub.com/acme/one',
  'git@example.com:github.com/acme/one',
])('%s is not on GitHub', (url) => {
  const origin = originIn(url);
  expect(origin && nameOfOrigin(origin)).not.toBe('acme/one');
});

test.each(['/srv/git/one.git', '../one', 'file:///srv/one.git', 'C:\\git\\one', 'C:/git/one', '', 'ftp://a/b'])(
  '%j names no host',
  (url) => expect(originIn(url)).toBeUndefined(),
);
