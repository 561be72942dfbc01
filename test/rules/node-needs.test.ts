// Where a Pod gives up privileges and system calls without a question: only with programs that are built and known here.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

type Files = Readonly<Record<string, string>>;

/** The fix that audit shows for the container `a` of a Deployment, or for its Pod. */
function fixOf(rule: string, files: Files, container = '{name: a, image: a}'): string | undefined {
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: a}\nspec:\n  template:\n    spec:\n      containers:\n        - {name: b, image: b}\n        - ${container}\n`;
  const { findings } = audit(repositoryOf([['a.yaml', text], ...Object.entries(files)]), { rules: [rule] });
  return findings.findLast(({ state, path }) => state === 'broken' && path === 'a.yaml')?.fix;
}

const proven = {
  Dockerfile: 'FROM a\nENTRYPOINT ["/usr/local/bin/a"]\n',
  'Cargo.toml': '[package]\nname = "a"\nrepository = "https://github.com/me/mine"\n',
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

  test.each<[string, Files]>([
    ['starts a program in another language', { Dockerfile: 'FROM a\nENTRYPOINT ["/b"]\n' }],
    ['starts a script', { Dockerfile: 'FROM a\nENTRYPOINT ["/entrypoint.sh", "a"]\n' }],
    ['gives its CMD to what its base starts', { Dockerfile: 'FROM postgres:18\nCMD ["a"]\n' }],
    ['may start a shell', { 'src/a.rs': 'use std::process::Command;\nfn a() { Command::new("/bin/sh") }' }],
    ['may start anything', { 'src/a.rs': 'fn a() { std::process::Command::new(program) }' }],
    ['becomes another program', { 'src/a.rs': 'fn a() { nix::unistd::execvp(a, b) }' }],
    ['starts programs by a crate', { 'src/a.rs': 'fn a() { duct::cmd!("a") }' }],
  ])('%s', (_, files) => expect(fix({ ...proven, ...built, ...files })).toBe('ask'));

  test.each<[string, Files]>([
    ['starts its CMD', { Dockerfile: 'FROM debian:13-slim\nCMD ["./a"]\n' }],
    ['starts a program that needs nothing', { 'src/a.rs': 'fn a() { std::process::Command::new("kubectl") }' }],
    ['has the command line of clap', { 'src/a.rs': 'use clap::Command;\nfn a() { Command::new("a") }' }],
    ['starts a program only in tests', { 'tests/a.rs': 'fn a() { std::process::Command::new("sudo") }' }],
    ['holds programs that nothing starts', { Dockerfile: 'FROM a\nRUN apk add sudo chromium\nENTRYPOINT ["/a"]\n' }],
  ])('%s', (_, files) => expect(fix({ ...proven, ...built, ...files })).toBe('safe'));
});

describe('the image of a container is not known to be built here', () => {
  const fix = (image: string, files: Files = {}): string | undefined =>
    fixOf('no-privilege-escalation', { ...proven, ...files }, `{name: a, image: "${image}"}`);

  test('where only its owner is that of the repository', () => {
    expect(fix('ghcr.io/me/mine:1')).toBe('safe');
    expect(fix('ghcr.io/me/other:1')).toBe('ask');
  });

  test('where only a chart has its name', () => {
    expect(fix('ghcr.io/other/proxy:1', { 'charts/proxy/Chart.yaml': 'name: proxy\nversion: 1.0.0\n' })).toBe('ask');
  });

  test.each([
    ['starts it', '      - run: docker build --tag c .\n      - run: docker run me/other\n', 'ask'],
    ['fetches it', '      - run: docker build --tag c .\n      - run: docker pull me/other:1\n', 'ask'],
    [
      'has it as a service',
      '      - run: docker build --tag c .\n    services:\n      d:\n        image: me/other:1\n',
      'ask',
    ],
    ['builds an image whose name contains it', '      - run: docker build --tag me/other-one .\n', 'ask'],
    ['builds it', '      - run: docker build --tag "$REGISTRY/me/other:$TAG" .\n', 'safe'],
    [
      'names it for a build',
      '      - uses: docker/build-push-action@v6\n        with:\n          tags: |\n            ghcr.io/me/other:latest\n',
      'safe',
    ],
  ])('where a workflow %s', (_, steps, expected) =>
    expect(
      fix('ghcr.io/me/other:1', {
        '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`,
      }),
    ).toBe(expected),
  );

  test('where the manifest starts something else', () => {
    const only = (more: string, files: Files = {}): string | undefined =>
      fixOf('no-privilege-escalation', { ...proven, ...files }, `{name: a, image: a, ${more}}`);
    const command = { Dockerfile: 'FROM debian\nCMD ["a"]\n' };
    expect(only('command: [sudo, a]')).toBe('ask');
    expect(only('command: [/usr/bin/a]')).toBe('safe');
    expect(only('args: [run]')).toBe('safe');
    expect(only('args: [sh, -c, a]', command)).toBe('ask');
    expect(only('command: [a], args: [run]', command)).toBe('safe');
  });
});

test('the only container has the image that is built here, if a release replaces it', () => {
  const files = (image: string): Files => ({
    ...proven,
    'a.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: a}\nspec:\n  template:\n    spec:\n      containers:\n        - {name: c, image: "${image}"}\n`,
  });
  const fix = (image: string): string | undefined =>
    audit(repositoryOf(Object.entries(files(image))), { rules: ['no-privilege-escalation'] }).findings[0]?.fix;
  expect(fix('controller:latest')).toBe('safe');
  expect(fix('mysql:9')).toBe('ask');
  expect(fix('quay.io/other/thing')).toBe('ask');
});

test('a program of others beside it decides about the system calls of a Pod, but not about privileges', () => {
  expect(fixOf('no-privilege-escalation', proven)).toBe('safe');
  expect(fixOf('seccomp-runtime-default', proven)).toBe('ask');
});

test.each<[string, Files]>([
  ['a file of the image is setuid', { Dockerfile: 'FROM a\nRUN chmod 4755 /b\nENTRYPOINT ["/a"]\n' }],
  ['a file of the image has a capability', { Dockerfile: 'FROM a\nRUN setcap b=+ep /b\nENTRYPOINT ["/a"]\n' }],
  ['the program starts another by sudo', { 'src/a.rs': 'fn a() { Command::new("/usr/bin/sudo") }' }],
])('a process may gain privileges where %s', (_, files) =>
  expect(fixOf('no-privilege-escalation', { ...proven, ...files })).toBe('ask'),
);

test.each<[string, Files]>([
  ['a crate uses io_uring', { 'Cargo.lock': '[[package]]\nname = "io-uring"\nversion = "0.7.0"\n' }],
  ['the source makes namespaces', { 'src/a.rs': 'fn a() { unshare(CloneFlags::CLONE_NEWNS) }' }],
])('a system call may be denied where %s', (_, files) =>
  expect(fixOf('seccomp-runtime-default', { ...proven, ...built, ...files })).toBe('ask'),
);

test('a mode that only an earlier stage of the image sets does not ship', () => {
  const Dockerfile = 'FROM a AS b\nRUN chmod 4755 /c\nFROM a\nENTRYPOINT ["/a"]\n';
  expect(fixOf('no-privilege-escalation', { ...proven, ...built, Dockerfile })).toBe('safe');
});
