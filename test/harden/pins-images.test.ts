// Where harden writes the digest of an image, and where it leaves the tag, with the reason.
import { describe, expect, test } from 'vitest';
import { digest, hardened } from './pinning.ts';

describe('a base image', () => {
  const end = '\nRUN true\nFROM scratch\nCOPY --from=build /a /a\n';

  test.each([
    ['FROM rust:1.90 AS build', `FROM rust:1.90@${digest} AS build`],
    [
      'FROM --platform=$BUILDPLATFORM rust:1.90 as build',
      `FROM --platform=$BUILDPLATFORM rust:1.90@${digest} as build`,
    ],
    ['FROM \\\n  rust \\\n  AS build', `FROM \\\n  rust@${digest} \\\n  AS build`],
    ['FROM registry.example.dev:5000/a/b:1 AS build', `FROM registry.example.dev:5000/a/b:1@${digest} AS build`],
    ['FROM rust:1 AS base\nFROM base AS build', `FROM rust:1@${digest} AS base\nFROM base AS build`],
    [
      'ARG BASE=rust:1 # no comment\nFROM rust:1 AS build',
      `ARG BASE=rust:1 # no comment\nFROM rust:1@${digest} AS build`,
    ],
    ['ARG BASE=rust:1\nFROM ${BASE} AS build', `ARG BASE=rust:1@${digest}\nFROM \${BASE} AS build`],
    [
      'ARG VERSION="1.90"\nFROM rust:$VERSION AS one\nFROM rust:$VERSION AS build',
      `ARG VERSION="1.90@${digest}"\nFROM rust:$VERSION AS one\nFROM rust:$VERSION AS build`,
    ],
  ])('%j keeps its line', (before, after) =>
    expect(hardened({ Dockerfile: before + end })).toMatchObject({ text: after + end, refused: [], left: 0 }),
  );

  test.each([
    ['ARG VERSION=1.90\nFROM rust:${VERSION}-slim AS build', 'would make the argument in its name useless'],
    ['ARG HOST=docker.io\nFROM $HOST/rust:1 AS build', 'would make the argument in its name useless'],
    ['ARG VERSION=1.90\nFROM rust:$VERSION AS build\nARG VERSION\nRUN echo $VERSION', 'VERSION is used elsewhere'],
    ['ARG A=1.90 B=2\nFROM rust:$A AS build', 'A is used elsewhere'],
    ['ARG A=1.90\nFROM rust:$A AS one\nFROM other:$A AS build', 'A is used elsewhere'],
  ])('%j stays, and the reason is reported', (before, why) => {
    const { text, refused } = hardened({ Dockerfile: before + end });
    expect(text).toBe(before + end);
    expect(refused.join('\n')).toContain(why);
  });
});

test('the default of an argument that a script reads stays', () => {
  const text = 'ARG VERSION=1.90\nFROM rust:$VERSION\n';
  const { text: after, refused } = hardened({
    Dockerfile: text,
    Makefile: 'version:\n\tgrep VERSION= Dockerfile | cut -d= -f2\n',
  });
  expect(after).toBe(text);
  expect(refused.join()).toContain('a script reads VERSION');
});

describe('the image of a container', () => {
  const pod = (image: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`;

  test.each([
    ['redis:7 # cache', `redis:7@${digest} # cache`, 'docker.io/library/redis:7'],
    ['"quay.io/a/b"', `"quay.io/a/b@${digest}"`, 'quay.io/a/b:latest'],
  ])('%j of others gets its digest', (before, after, asked) =>
    expect(hardened({ 'pod.yaml': pod(before) })).toEqual({ asked: [asked], text: pod(after), refused: [], left: 0 }),
  );

  test('is pinned in the values of a chart that passes it on', () => {
    const files = {
      'chart/values.yaml': 'proxy:\n  image: quay.io/a/b:1 # theirs\n',
      'chart/Chart.yaml': 'name: c\n',
      'chart/templates/pod.yaml': pod('{{ .Values.proxy.image }}'),
    };
    expect(hardened(files)).toMatchObject({ text: `proxy:\n  image: quay.io/a/b:1@${digest} # theirs\n`, left: 0 });
  });

  test('stays in the values of a chart that changes it', () => {
    const values = 'proxy:\n  image: quay.io/a/b:1\n';
    const files = {
      'chart/values.yaml': values,
      'chart/Chart.yaml': 'name: c\n',
      'chart/templates/pod.yaml': pod('{{ .Values.proxy.image }}'),
      'chart/templates/debug.yaml': 'image: {{ .Values.proxy.image }}-debug\n',
    };
    expect(hardened(files)).toMatchObject({
      asked: [],
      text: values,
      refused: [expect.stringContaining('uses it for more than the image name')],
    });
  });

  test('is pinned in the overlay that renames it', () => {
    const overlay = 'resources: [..]\nimages:\n  - name: quay.io/a/b\n    newName: mirror.example.dev/b\n';
    const files = {
      'overlay/kustomization.yaml': overlay,
      'kustomization.yaml': 'resources: [pod.yaml]\n',
      'pod.yaml': pod('quay.io/a/b:1'),
    };
    expect(hardened(files)).toMatchObject({
      asked: ['mirror.example.dev/b:1'],
      text: `${overlay}    digest: "${digest}"\n`,
      left: 0,
    });
  });

  test('is pinned where kustomize sets its tag', () => {
    const kustomization =
      'resources: [pod.yaml]\nimages:\n  - name: other\n    newTag: v1\n  - name: theirs\n    newName: quay.io/a/b\n    newTag: v2 # now\n';
    expect(hardened({ 'kustomization.yaml': kustomization, 'pod.yaml': pod('theirs:v1') })).toMatchObject({
      asked: ['quay.io/a/b:v2'],
      text: kustomization.replace('# now\n', `# now\n    digest: "${digest}"\n`),
      left: 0,
    });
  });

  const deployed = (kind: string, image: string, metadata = '{name: a}'): string =>
    `apiVersion: ${kind === 'Job' ? 'batch' : 'apps'}/v1\nkind: ${kind}\nmetadata: ${metadata}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: ${image}\n`;

  test.each([
    ['Job', '{name: a}', 1],
    ['Job', '{name: a, annotations: {helm.sh/hook: pre-install}}', 0],
    ['Deployment', '{name: a}', 0],
  ])('of a %s %s is not pinned if a Job would refuse the change: %i left', (kind, metadata, left) => {
    const before = deployed(kind, 'redis:7', metadata);
    const { text, left: found } = hardened({ 'a.yaml': before });
    expect([text, found]).toEqual([left === 1 ? before : deployed(kind, `redis:7@${digest}`, metadata), left]);
  });

  test.each(['Job', 'Deployment'])('that kustomize names for a Deployment and a %s', (kind) => {
    const kustomization =
      'resources: [a.yaml, b.yaml]\nimages:\n  - name: theirs\n    newName: quay.io/a/b\n    newTag: v2\n';
    const files = {
      'kustomization.yaml': kustomization,
      'a.yaml': deployed('Deployment', 'theirs'),
      'b.yaml': deployed(kind, 'theirs', '{name: b}'),
    };
    expect(hardened(files).text === kustomization).toBe(kind === 'Job');
  });

  test.each([
    ['of the package', 'quay.io/x/mine:1', { 'Cargo.toml': '[package]\nname = "mine"\nversion = "0.1.0"\n' }],
    [
      'of the owner',
      'ghcr.io/Owner/agent:1'.toLowerCase(),
      { 'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\nrepository = "https://github.com/Owner/thing.git"\n' },
    ],
    ['of the chart', 'quay.io/x/c:1', { 'chart/Chart.yaml': 'name: c\n' }],
    ['that the Makefile pushes', 'quay.io/x/y:1', { Makefile: 'push:\n\tdocker push quay.io/x/y:$(TAG)\n' }],
    ['of a local registry', 'localhost:5001/y:1', {}],
  ])('%s is left to the release', (_, image, more) => {
    expect(hardened({ 'pod.yaml': pod(image), ...more })).toMatchObject({
      asked: [],
      text: pod(image),
      refused: [expect.stringContaining('the release must write its digest')],
    });
  });
});
