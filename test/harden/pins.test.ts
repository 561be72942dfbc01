// Where harden writes the digest of a reference that moves, and where it leaves it, with the reason.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { movingReferences } from '../../src/harden/moving-references.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import type { Pins } from '../../src/inventory/pins.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
const rules = ['pin-actions-by-digest', 'base-image-by-digest', 'image-by-digest'];
const commit = 'c'.repeat(40);
const digest = `sha256:${'d'.repeat(64)}`;

/** A repository after everything that moves was pinned, to made-up digests. */
function hardened(files: Readonly<Record<string, string>>, pins?: Pins) {
  const before = repositoryOf(Object.entries(files));
  const moving = movingReferences(before, { rules });
  const known =
    pins ??
    new Map(
      moving.map(({ kind, name }) => [
        name,
        kind === 'image' ? { digest } : { digest: commit, version: `${name.replace(/.*@/, '')}.2.1` },
      ]),
    );
  const plan = planHardening(before, reference, { rules, pins: known, takes: ({ fix }) => fix === 'safe' });
  const again = planHardening(plan.after, reference, { rules, pins: known, takes: ({ fix }) => fix === 'safe' });
  expect([...again.after.files]).toEqual([...plan.after.files]);
  return {
    asked: moving.map(({ name }) => name),
    text: plan.after.files.get(Object.keys(files)[0] ?? ''),
    refused: plan.steps.flatMap(({ why }) => why ?? []),
    left: audit(plan.after, { rules }).findings.length,
  };
}

const workflow = (steps: string): string => `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`;
const step = (text: string) => {
  const { text: after = '', ...rest } = hardened({ '.github/workflows/a.yml': workflow(`      ${text}\n`) });
  return { ...rest, text: after.slice(workflow('      ').length).trimEnd() };
};

describe('an action', () => {
  test.each([
    ['- uses: a/b@v4', `- uses: a/b@${commit} # v4.2.1`],
    ['- uses: a/b/c/d@v4   # v4', `- uses: a/b/c/d@${commit} # v4.2.1`],
    ['- uses: a/b@v4 # why it is here', `- uses: a/b@${commit} # why it is here # v4.2.1`],
    ['- uses: "a/b@v4"', `- uses: "a/b@${commit}" # v4.2.1`],
    ["- uses: 'a/b@v4'\r", `- uses: 'a/b@${commit}' # v4.2.1`],
    ['- { uses: a/b@v4, with: { c: d } }', `- { uses: a/b@${commit}, with: { c: d } } # v4.2.1`],
    ["- { uses: a/b@v4, with: { c: '#' } }", `- { uses: a/b@${commit}, with: { c: '#' } }`],
    [
      '- name: x\n        uses: a/b@v4\n        with: # these\n          c: d',
      `- name: x\n        uses: a/b@${commit} # v4.2.1\n        with: # these\n          c: d`,
    ],
  ])('%j keeps its line', (before, after) =>
    expect(step(before)).toEqual({ asked: [expect.stringMatching(/^a\/b@v4$/)], text: after, refused: [], left: 0 }),
  );

  test.each([
    [
      '- uses: dtolnay/rust-toolchain@1.90',
      'dtolnay/rust-toolchain@master',
      `- uses: dtolnay/rust-toolchain@${commit} # master.2.1\n        with:\n          toolchain: "1.90"`,
    ],
    [
      '- uses: dtolnay/rust-toolchain@stable\n        with:\n          components: clippy',
      'dtolnay/rust-toolchain@master',
      `- uses: dtolnay/rust-toolchain@${commit} # master.2.1\n        with:\n          components: clippy\n          toolchain: stable`,
    ],
    [
      '- uses: dtolnay/rust-toolchain@stable\n        with: { toolchain: nightly }',
      'dtolnay/rust-toolchain@master',
      `- uses: dtolnay/rust-toolchain@${commit} # master.2.1\n        with: { toolchain: nightly }`,
    ],
    [
      '- uses: taiki-e/install-action@nextest # fast',
      'taiki-e/install-action@v2',
      `- uses: taiki-e/install-action@${commit} # fast # v2.2.1\n        with:\n          tool: nextest`,
    ],
    [
      '- uses: taiki-e/install-action@v2.1\n        with: {tool: just}',
      'taiki-e/install-action@v2.1',
      `- uses: taiki-e/install-action@${commit} # v2.1.2.1\n        with: {tool: just}`,
    ],
  ])('%j keeps the version that was an argument', (before, asked, after) =>
    expect(step(before)).toEqual({ asked: [asked], text: after, refused: [], left: 0 }),
  );

  test.each(['- uses: ./local', `- uses: a/b@${commit}`, `- uses: docker://a/b@${digest}`])('%j stays', (text) =>
    expect(step(text)).toEqual({ asked: [], text, refused: [], left: 0 }),
  );

  test('that is an image gets the digest of that', () => {
    expect(step('- uses: docker://alpine:3 # small')).toEqual({
      asked: ['docker.io/library/alpine:3'],
      text: `- uses: docker://alpine:3@${digest} # small`,
      refused: [],
      left: 0,
    });
  });

  test('that is a workflow of others is one, too', () => {
    const text = 'on: push\njobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@main\n';
    expect(hardened({ '.github/workflows/a.yml': text }).text).toBe(text.replace('@main', `@${commit} # main.2.1`));
  });

  test('that an action of the repository uses is one, too', () => {
    const text =
      'runs:\n  using: composite\n  steps:\n    - run: true\n      shell: bash\n    - uses: a/b@v4\n    - uses: ./c\n';
    expect(hardened({ '.github/actions/d/action.yml': text })).toMatchObject({
      asked: ['a/b@v4'],
      text: text.replace('@v4', `@${commit} # v4.2.1`),
      left: 0,
    });
    expect(hardened({ 'vendored/action.yml': text })).toMatchObject({ asked: [], text });
  });

  test('that works only by its tag keeps it, and the reason is said', () => {
    const text =
      'on: push\njobs:\n  a:\n    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0\n';
    expect(hardened({ '.github/workflows/a.yml': text })).toMatchObject({
      asked: [],
      text,
      refused: [expect.stringContaining('by the tag of its release')],
    });
  });

  test('that was not found keeps no other from being pinned', () => {
    const text = workflow('      - uses: a/b@v1\n      - uses: c/d@v1\n');
    const pins: Pins = new Map([
      ['a/b@v1', { why: 'it is private' }],
      ['c/d@v1', { digest: commit, version: 'v1' }],
    ]);
    expect(hardened({ '.github/workflows/a.yml': text }, pins)).toMatchObject({
      text: text.replace('c/d@v1', `c/d@${commit} # v1`),
      refused: ['a/b@v1 stays: it is private'],
    });
  });

  test('stays without an answer, and where a comment says why', () => {
    const text = workflow('      - uses: a/b@v1 # kube-secure-controller: ignore[pin-actions-by-digest] it is ours\n');
    expect(hardened({ '.github/workflows/a.yml': text })).toMatchObject({ asked: [], text, left: 0 });
    expect(hardened({ '.github/workflows/a.yml': workflow('      - uses: a/b@v1\n') }, new Map())).toMatchObject({
      text: workflow('      - uses: a/b@v1\n'),
      left: 1,
    });
  });
});

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
    ['ARG VERSION=1.90\nFROM rust:${VERSION}-slim AS build', 'would make the argument in its name say nothing'],
    ['ARG HOST=docker.io\nFROM $HOST/rust:1 AS build', 'would make the argument in its name say nothing'],
    ['ARG VERSION=1.90\nFROM rust:$VERSION AS build\nARG VERSION\nRUN echo $VERSION', 'VERSION is used elsewhere'],
    ['ARG A=1.90 B=2\nFROM rust:$A AS build', 'A is used elsewhere'],
    ['ARG A=1.90\nFROM rust:$A AS one\nFROM other:$A AS build', 'A is used elsewhere'],
  ])('%j stays, and the reason is said', (before, why) => {
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

  test('stays in the values of a chart that makes more of it', () => {
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
      refused: [expect.stringContaining('makes more of it')],
    });
  });

  test('is pinned in the overlay that gives it another name', () => {
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

  test.each([
    ['of the package', 'quay.io/x/mine:1', { 'Cargo.toml': '[package]\nname = "mine"\nversion = "0.1.0"\n' }],
    [
      'of the owner',
      'ghcr.io/Owner/agent:1'.toLowerCase(),
      { 'Cargo.toml': '[package]\nname = "x"\nversion = "0.1.0"\nrepository = "https://github.com/Owner/thing.git"\n' },
    ],
    ['of the chart', 'quay.io/x/c:1', { 'chart/Chart.yaml': 'name: c\n' }],
    ['that the Makefile pushes', 'quay.io/x/y:1', { Makefile: 'push:\n\tdocker push quay.io/x/y:$(TAG)\n' }],
    ['on this machine', 'localhost:5001/y:1', {}],
  ])('%s is for the release to pin', (_, image, more) => {
    expect(hardened({ 'pod.yaml': pod(image), ...more })).toMatchObject({
      asked: [],
      text: pod(image),
      refused: [expect.stringContaining('for the release to write')],
    });
  });
});

describe('without the network', () => {
  const known = /actions\/checkout@([0-9a-f]{40}) # (v(\d+)\.(\d+)\.(\d+))/.exec(
    reference.files.get('.github/workflows/ci.yml') ?? '',
  );
  if (known === null) throw new Error('the reference checks nothing out');
  const [, sha = '', version = '', major = '', minor = '', patch = ''] = known;
  const agreed = (uses: string): string => {
    const text = workflow(`      - uses: ${uses}\n`);
    const plan = planHardening(repositoryOf([['.github/workflows/a.yml', text]]), reference, {
      rules,
      takes: () => true,
    });
    return (plan.after.files.get('.github/workflows/a.yml') ?? '').split('- uses: ')[1]?.trim() ?? '';
  };

  test.each([version, `v${major}.0.0`])('%s becomes the version that is known, by its digest', (tag) =>
    expect(agreed(`actions/checkout@${tag}`)).toBe(`actions/checkout@${sha} # ${version}`),
  );

  test.each([
    ['is newer', `v${major}.${minor}.${Number(patch) + 1}`],
    ['is newer by its minor', `v${major}.${Number(minor) + 1}.0`],
    ['is of an older major', `v${Number(major) - 1}.9.9`],
    ['is of a newer major', `v${Number(major) + 1}.0.0`],
    ['moves', `v${major}`],
    ['is a branch', 'main'],
  ])('a version stays that %s', (_, tag) => expect(agreed(`actions/checkout@${tag}`)).toBe(`actions/checkout@${tag}`));

  test.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
    ['the newest that it builds with', { Dockerfile: 'FROM rust:1.99.1-slim AS a\nFROM scratch\n' }, '1.99.1'],
    [
      'the one of its workflow',
      { '.github/workflows/a.yml': workflow('      - uses: dtolnay/rust-toolchain@1.97\n') },
      '1.97',
    ],
    ['the one that is known', {}, /channel = "([\d.]+)"/.exec(reference.files.get('rust-toolchain.toml') ?? '')?.[1]],
    [
      'nothing, where a crate needs a newer one',
      { 'a/Cargo.toml': '[package]\nname = "b"\nrust-version = "1.999"\n' },
      undefined,
    ],
  ])('the toolchain of a repository is %s', (_, files, channel) => {
    const before = repositoryOf([['Cargo.toml', '[package]\nname = "a"\n'], ...Object.entries(files)]);
    const { after } = planHardening(before, reference, { rules: ['pinned-toolchain'], takes: () => true });
    expect(/channel = "([\d.]+)"/.exec(after.files.get('rust-toolchain.toml') ?? '')?.[1]).toBe(channel);
  });
});
