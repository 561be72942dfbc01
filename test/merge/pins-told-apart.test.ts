// What is a pin and what only resembles one, and which of two versions is newer.
import { expect, test } from 'vitest';
import { settlePins } from '../../src/merge/pins.ts';

const sha = (digit: string): string => digit.repeat(40);
const digest = (digit: string): string => `@sha256:${digit.repeat(64)}`;
const workflow = '.github/workflows/ci.yml';
const dependencies = '[dependencies]\n';

test.each<readonly [what: string, path: string, older: string, newer: string]>([
  ['an action below a name', workflow, `    uses: a/b@${sha('a')} # v1.2.3\n`, `    uses: a/b@${sha('b')} # v1.3.0\n`],
  [
    'an action with two spaces before the comment',
    workflow,
    `- uses:  a/b@${sha('a')} # v1.2.3\n`,
    `- uses:  a/b@${sha('b')} # v1.3.0\n`,
  ],
  ['a version without a v', workflow, `- uses: a/b@${sha('a')} # 1.2.3\n`, `- uses: a/b@${sha('b')} # 1.3.0\n`],
  ['a number directly after #', workflow, `- uses: a/b@${sha('a')} #1.2.3\n`, `- uses: a/b@${sha('b')} #1.3.0\n`],
  ['a version directly after #', workflow, `- uses: a/b@${sha('a')} #v1.2.3\n`, `- uses: a/b@${sha('b')} #v1.3.0\n`],
  [
    'one of two tools with similar names',
    workflow,
    'tool: a@1.0.0,acargo@1.2.0,bcargo@1.1.0\n',
    'tool: a@1.0.0,acargo@1.3.0,bcargo@1.1.0\n',
  ],
  ['an image of a Dockerfile with a file extension', 'Dockerfile.dev', 'FROM rust:1.94\n', 'FROM rust:1.95\n'],
  [
    'an image for a platform',
    'Dockerfile',
    'FROM --platform=linux/amd64 rust:1.94\n',
    'FROM --platform=linux/amd64 rust:1.95\n',
  ],
  [
    'an image of a registry with a port',
    'Dockerfile',
    'FROM localhost:5000/a/b:1.2\n',
    'FROM localhost:5000/a/b:1.3\n',
  ],
  [
    'one of two images with similar names',
    'Dockerfile',
    'FROM rusta:1.2\nFROM rustb:1.1\n',
    'FROM rusta:1.3\nFROM rustb:1.1\n',
  ],
  [
    'one of two crates with similar names',
    'Dockerfile',
    'RUN cargo install --version 0.7.7 cargo-audit\nRUN cargo install --version 0.1.0 cargo-deny\n',
    'RUN cargo install --version 0.8.0 cargo-audit\nRUN cargo install --version 0.1.0 cargo-deny\n',
  ],
  [
    'a requirement whose version is not the first',
    'Cargo.toml',
    `${dependencies}a = { default-features = false, version = "1.2" }\n`,
    `${dependencies}a = { default-features = false, version = "1.3" }\n`,
  ],
  ['a toolchain file without an extension', 'rust-toolchain', 'channel = "1.94.0"\n', 'channel = "1.95.0"\n'],
  [
    'the longer one of two names with the same start',
    'Cargo.toml',
    `${dependencies}a = "1.2"\n`,
    `${dependencies}a = "1.2.1"\n`,
  ],
])('%s is a pin, and the later one wins', (_, path, older, newer) => {
  const taken = { base: newer, ours: newer, theirs: newer };
  expect(settlePins(path, { base: older, ours: older, theirs: newer })).toEqual(taken);
  expect(settlePins(path, { base: older, ours: newer, theirs: older })).toEqual(taken);
});

test.each<readonly [what: string, path: string, text: (version: string) => string]>([
  ['an action in a comment', workflow, (version) => `  # uses: a/b@${sha('a')} # v${version}\n`],
  ['a key that ends in tool', workflow, (version) => `  mytool: a@${version}\n`],
  ['a file next to a workflow', `${workflow}.md`, (version) => `- uses: a/b@${sha('a')} # v${version}\n`],
  ['an image in a comment', 'Dockerfile', (version) => `# FROM rust:${version}\n`],
  ['a file below a folder of that name', 'Dockerfile/notes', (version) => `FROM rust:${version}\n`],
  ['a requirement in a comment', 'Cargo.toml', (version) => `${dependencies}# a = "${version}"\n`],
  ['a copy of a manifest', 'Cargo.toml.orig', (version) => `${dependencies}a = "${version}"\n`],
  ['a key that ends in channel', 'rust-toolchain.toml', (version) => `old-channel = "${version}"\n`],
  ['a copy of a toolchain', 'rust-toolchain.toml.orig', (version) => `channel = "${version}"\n`],
])('%s is not a pin, and each side stays', (_, path, text) => {
  const sides = { base: text('1.1.0'), ours: text('1.2.0'), theirs: text('1.3.0') };
  expect(settlePins(path, sides)).toEqual(sides);
});

test.each([
  ['neither shows its version', `@${sha('a')}`, `@${sha('b')}`],
  ['only ours shows it', `@${sha('a')} # v1.2.3`, `@${sha('b')}`],
  ['only theirs shows it', `@${sha('a')}`, `@${sha('b')} # v1.2.3`],
  ['both have the same version', `@${sha('a')} # v1.2.3`, `@${sha('b')} # v1.2.3`],
])('of two actions ours stays if %s', (_, own, other) => {
  const text = (pin: string): string => `- uses: a/b${pin}\n`;
  expect(settlePins(workflow, { base: text(''), ours: text(own), theirs: text(other) })).toMatchObject({
    ours: text(own),
    theirs: text(own),
  });
});

test('of two images with one version ours stays, whatever their digests are', () => {
  const text = (digit: string): string => `FROM rust:1.95.0${digest(digit)}\n`;
  expect(settlePins('Dockerfile', { base: undefined, ours: text('a'), theirs: text('b') })).toEqual({
    base: undefined,
    ours: text('a'),
    theirs: text('a'),
  });
});

test('a name with two versions on one side is left to the merge', () => {
  const [one, two] = ['FROM rust:1.96\n', 'FROM rust:1.94\nFROM rust:1.95\n'];
  const ours = { base: two, ours: two, theirs: one };
  expect(settlePins('Dockerfile', ours)).toEqual(ours);
  const theirs = { base: '', ours: '', theirs: two };
  expect(settlePins('Dockerfile', theirs)).toEqual(theirs);
});

test('a file that one side lacks is left to the merge', () => {
  const [one, other] = [`${dependencies}a = "1.2"\n`, `${dependencies}a = "1.3"\n`];
  for (const sides of [
    { base: one, ours: undefined, theirs: other },
    { base: one, ours: other, theirs: undefined },
  ])
    expect(settlePins('Cargo.toml', sides)).toBe(sides);
});
