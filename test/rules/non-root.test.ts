// Where user and group 65532 and runAsNonRoot are safe: each condition alone.
import { describe, expect, test } from 'vitest';
import { built, fixOf, type Parts } from './fix-of.ts';

const nonRoot = { Dockerfile: 'FROM a\nUSER 0\nRUN b\nUSER 65532:65532\nENTRYPOINT ["/a"]\n' };

describe.each(['run-as-non-root', 'run-as-high-user', 'run-as-high-group'])('%s', (rule) => {
  test.each<[string, Parts['files'], string]>([
    ['no image is built here', {}, 'ask'],
    ['every image runs as 65532', nonRoot, 'safe'],
    ['the last stage inherits it', { Dockerfile: 'FROM a AS b\nUSER 65532:65532\nFROM b\nRUN c\n' }, 'safe'],
    ['the base image is not root', { Dockerfile: 'FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY a /a\n' }, 'safe'],
    ['the base image is from Chainguard', { Dockerfile: 'FROM cgr.dev/chainguard/static:latest\nCOPY a /a\n' }, 'safe'],
    ['the base image has a package manager', { Dockerfile: 'FROM cgr.dev/chainguard/wolfi-base\nCOPY a /a\n' }, 'ask'],
    ['the base image is a -dev one', { Dockerfile: 'FROM cgr.dev/chainguard/static:latest-dev\nCOPY a /a\n' }, 'ask'],
    ['the base image is root', { Dockerfile: 'FROM gcr.io/distroless/cc-debian13:latest\nCOPY a /a\n' }, 'ask'],
    ['an image runs as another user', { Dockerfile: 'FROM a\nUSER 1000\n' }, 'ask'],
    ['an image runs as a named user', { Dockerfile: 'FROM a\nUSER nonroot\n' }, 'ask'],
    ['one of two images is root', { ...nonRoot, 'b/Dockerfile': 'FROM a\n' }, 'ask'],
    ['one of two images does not parse', { ...nonRoot, 'b/Dockerfile': 'FROM a\nUSSER 65532\n' }, 'ask'],
  ])('where %s', (_, files = {}, expected) => expect(fixOf(rule, { files: { ...built, ...files } })).toBe(expected));

  test('where the source only names the image, which it may start for others', () => {
    const source = { 'src/main.rs': 'const IMAGES: [&str; 2] = ["a", "b"];' };
    expect(fixOf(rule, { files: { ...nonRoot, ...source } })).toBe('ask');
  });

  test('where a script only fetches the image', () =>
    expect(fixOf(rule, { files: { ...nonRoot, 'e2e.sh': 'docker pull a\ndocker pull b\n' } })).toBe('ask'));

  test('where the Pod also runs a foreign image', () => expect(fixOf(rule, { files: nonRoot })).toBe('ask'));

  test('where the image gives the user, but not the group', () => {
    const user = (base: string) => ({ ...built, Dockerfile: `FROM ${base}\nUSER 65532\n` });
    expect(fixOf(rule, { files: user('debian') })).toBe(rule === 'run-as-high-group' ? 'ask' : 'safe');
    expect(fixOf(rule, { files: user('gcr.io/distroless/static:nonroot') })).toBe('safe');
  });

  test('where a build may choose another base', () => {
    const Dockerfile = 'ARG BASE=gcr.io/distroless/static:nonroot\nFROM ${BASE}\nCOPY a /a\n';
    expect(fixOf(rule, { files: { ...built, Dockerfile } })).toBe('safe');
    const files = { Makefile: `${built.Makefile}\tdocker build --build-arg BASE=debian --tag c .\n`, Dockerfile };
    expect(fixOf(rule, { files })).toBe('ask');
  });
});

describe('a user in the manifest', () => {
  const fix = (rule: string, user: string, files: Parts['files'] = { ...nonRoot, ...built }): string | undefined =>
    fixOf(rule, { pod: user, files });

  test.each([
    ['that of the image', '65532', 'safe', 'safe'],
    ['another one, whose files may belong to its group', '1000', 'safe', 'ask'],
    ['root, with which the Pod would not start', '0', 'ask', 'ask'],
    ['no number', '"a"', 'ask', 'ask'],
  ])('is %s', (_, user, nonRootFix, groupFix) => {
    const pod = `  securityContext: {runAsUser: ${user}}\n`;
    expect(fix('run-as-non-root', pod)).toBe(nonRootFix);
    expect(fix('run-as-high-group', pod)).toBe(groupFix);
  });

  test('counts where the image is not known, and only in its container', () => {
    const container = '      securityContext: {runAsUser: 1000}\n';
    expect(fix('run-as-non-root', '  securityContext: {runAsUser: 1000}\n', {})).toBe('safe');
    expect(fixOf('run-as-non-root', { container })).toBe('ask');
    expect(fixOf('run-as-non-root', { container, files: { ...nonRoot, ...built } })).toBe('safe');
  });
});
