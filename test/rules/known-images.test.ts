// Where a Pod gives up privileges and system calls without a question: only with images that are built and known here.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

type Files = Readonly<Record<string, string>>;

/** The fix that audit shows for the container `a` of a Deployment, or for its Pod. */
function fixOf(rule: string, files: Files): string | undefined {
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: a}\nspec:\n  template:\n    spec:\n      containers:\n        - {name: b, image: b}\n        - {name: a, image: a}\n`;
  const { findings } = audit(repositoryOf([['a.yaml', text], ...Object.entries(files)]), { rules: [rule] });
  return findings.findLast(({ state, path }) => state === 'broken' && path === 'a.yaml')?.fix;
}

const proven = {
  Dockerfile: 'FROM a\nENTRYPOINT ["/usr/local/bin/a"]\n',
  'Cargo.toml': '[package]\nname = "a"\n',
  'Cargo.lock': '[[package]]\nname = "a"\nversion = "0.1.0"\n',
  'src/main.rs': 'fn main() {}',
};

/** Shows that the images of the Pod are built here. */
const built = { Makefile: 'build:\n\tdocker build --tag a .\n\tdocker build --tag b .\n' };

describe.each(['no-privilege-escalation', 'seccomp-runtime-default'])('%s where the image', (rule) => {
  const fix = (files: Files): string | undefined => fixOf(rule, files);

  test('is built here', () => expect(fix({ ...proven, ...built })).toBe('safe'));

  test('comes from elsewhere', () => {
    expect(fix({})).toBe('ask');
    expect(fix({ Dockerfile: proven.Dockerfile })).toBe('ask');
  });

  test('is built here, but by an unknown Dockerfile', () => {
    expect(fix({ ...proven, ...built, Dockerfile: 'FROM a\nRUNN b\n' })).toBe('ask');
    expect(fix(built)).toBe('ask');
  });
});

test('a program of others beside it decides about the system calls of a Pod, but not about privileges', () => {
  expect(fixOf('no-privilege-escalation', proven)).toBe('safe');
  expect(fixOf('seccomp-runtime-default', proven)).toBe('ask');
});

test.each<[string, Files]>([
  ['a file of the image is setuid', { Dockerfile: 'FROM a\nRUN chmod 4755 /b\nENTRYPOINT ["/a"]\n' }],
  ['a file of the image has a capability', { Dockerfile: 'FROM a\nRUN setcap b=+ep /b\nENTRYPOINT ["/a"]\n' }],
  ['the image has sudo', { Dockerfile: 'FROM a\nRUN apt-get install -y sudo\nENTRYPOINT ["/a"]\n' }],
  ['the program starts another by sudo', { 'src/a.rs': 'fn a() { Command::new("/usr/bin/sudo") }' }],
])('a process may gain privileges where %s', (_, files) =>
  expect(fixOf('no-privilege-escalation', { ...proven, ...files })).toBe('ask'),
);

test.each<[string, Files]>([
  ['a crate uses io_uring', { 'Cargo.lock': '[[package]]\nname = "io-uring"\nversion = "0.7.0"\n' }],
  ['the source makes namespaces', { 'src/a.rs': 'fn a() { unshare(CloneFlags::CLONE_NEWNS) }' }],
  ['the image has a browser', { Dockerfile: 'FROM a\nRUN apk add chromium\nENTRYPOINT ["/a"]\n' }],
])('a system call may be denied where %s', (_, files) =>
  expect(fixOf('seccomp-runtime-default', { ...proven, ...built, ...files })).toBe('ask'),
);

test('what only an earlier stage of the image installs does not run', () => {
  const Dockerfile = 'FROM a AS b\nRUN apt-get install -y sudo chromium\nFROM a\nENTRYPOINT ["/a"]\n';
  const files = { ...proven, ...built, Dockerfile };
  expect(fixOf('no-privilege-escalation', files)).toBe('safe');
  expect(fixOf('seccomp-runtime-default', files)).toBe('safe');
});
