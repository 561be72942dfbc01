// Where harden writes the digest of a moving action, and where it leaves the reference, with the reason.
import { describe, expect, test } from 'vitest';
import { planHardening } from '../../src/harden/plan.ts';
import type { Pins } from '../../src/inventory/pins.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { commit, digest, hardened, reference, rules, step, workflow } from './pinning.ts';

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
  ])('%j keeps its argument as the version', (before, asked, after) =>
    expect(step(before)).toEqual({ asked: [asked], text: after, refused: [], left: 0 }),
  );

  test.each(['- uses: ./local', `- uses: a/b@${commit}`, `- uses: docker://a/b@${digest}`])('%j stays', (text) =>
    expect(step(text)).toEqual({ asked: [], text, refused: [], left: 0 }),
  );

  test('that is an image gets the digest of the image', () => {
    expect(step('- uses: docker://alpine:3 # small')).toEqual({
      asked: ['docker.io/library/alpine:3'],
      text: `- uses: docker://alpine:3@${digest} # small`,
      refused: [],
      left: 0,
    });
  });

  test('can be a reusable workflow', () => {
    const text = 'on: push\njobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@main\n';
    expect(hardened({ '.github/workflows/a.yml': text }).text).toBe(text.replace('@main', `@${commit} # main.2.1`));
  });

  test('can be in another action of the repository', () => {
    const text =
      'runs:\n  using: composite\n  steps:\n    - run: true\n      shell: bash\n    - uses: a/b@v4\n    - uses: ./c\n';
    expect(hardened({ '.github/actions/d/action.yml': text })).toMatchObject({
      asked: ['a/b@v4'],
      text: text.replace('@v4', `@${commit} # v4.2.1`),
      left: 0,
    });
    expect(hardened({ 'vendored/action.yml': text })).toMatchObject({ asked: [], text });
  });

  const generator = (tag: string): string =>
    `on: push\njobs:\n  a:\n    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@${tag}\n`;

  test('that works only by its tag keeps it, with the reason', () => {
    expect(hardened({ '.github/workflows/a.yml': generator('v2') })).toMatchObject({
      asked: [],
      text: generator('v2'),
      refused: [expect.stringContaining('by the tag of its release')],
      left: 1,
    });
  });

  test('that works only by its tag is no finding with the whole version', () => {
    expect(hardened({ '.github/workflows/a.yml': generator('v2.1.0') })).toMatchObject({
      text: generator('v2.1.0'),
      refused: [],
      left: 0,
    });
  });

  test('that was not found does not prevent pinning the others', () => {
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

  test('stays without an answer, and if a comment says why', () => {
    const text = workflow('      - uses: a/b@v1 # kube-secure-controller: ignore[pin-actions-by-digest] it is ours\n');
    expect(hardened({ '.github/workflows/a.yml': text })).toMatchObject({ asked: [], text, left: 0 });
    expect(hardened({ '.github/workflows/a.yml': workflow('      - uses: a/b@v1\n') }, new Map())).toMatchObject({
      text: workflow('      - uses: a/b@v1\n'),
      left: 1,
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

  test.each([version, `v${major}.0.0`])('%s becomes the known version, by its digest', (tag) =>
    expect(agreed(`actions/checkout@${tag}`)).toBe(`actions/checkout@${sha} # ${version}`),
  );

  test.each([
    ['is newer', `v${major}.${minor}.${Number(patch) + 1}`],
    ['has a newer minor', `v${major}.${Number(minor) + 1}.0`],
    ['has an older major', `v${Number(major) - 1}.9.9`],
    ['has a newer major', `v${Number(major) + 1}.0.0`],
    ['moves', `v${major}`],
    ['is a branch', 'main'],
  ])('a version that %s stays', (_, tag) => expect(agreed(`actions/checkout@${tag}`)).toBe(`actions/checkout@${tag}`));

  test.each<readonly [string, Readonly<Record<string, string>>, string | undefined]>([
    ['the newest one that it builds with', { Dockerfile: 'FROM rust:1.99.1-slim AS a\nFROM scratch\n' }, '1.99.1'],
    [
      'the one of its workflow',
      { '.github/workflows/a.yml': workflow('      - uses: dtolnay/rust-toolchain@1.97\n') },
      '1.97',
    ],
    ['the known one', {}, /channel = "([\d.]+)"/.exec(reference.files.get('rust-toolchain.toml') ?? '')?.[1]],
    [
      'unknown if a crate needs a newer one',
      { 'a/Cargo.toml': '[package]\nname = "b"\nrust-version = "1.999"\n' },
      undefined,
    ],
  ])('the toolchain of a repository is %s', (_, files, channel) => {
    const before = repositoryOf([['Cargo.toml', '[package]\nname = "a"\n'], ...Object.entries(files)]);
    const { after } = planHardening(before, reference, { rules: ['pinned-toolchain'], takes: () => true });
    expect(/channel = "([\d.]+)"/.exec(after.files.get('rust-toolchain.toml') ?? '')?.[1]).toBe(channel);
  });
});
