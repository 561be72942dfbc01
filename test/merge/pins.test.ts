import { describe, expect, test } from 'vitest';
import { settlePins } from '../../src/merge/pins.ts';

const sha = (digit: string): string => digit.repeat(40);
const digest = (digit: string): string => `@sha256:${digit.repeat(64)}`;

describe.each([
  {
    what: 'an action',
    path: '.github/workflows/ci.yml',
    text: (pin: string) => `steps:\n  - uses: actions/checkout@${pin}\n    with: { a: b }\n`,
    old: `${sha('a')} # v7.0.1`,
    newer: `${sha('b')} # v7.0.10`,
  },
  {
    what: 'a tool',
    path: '.github/workflows/ci.yml',
    text: (pin: string) => `  tool: cargo-deny@${pin},cargo-audit@0.22.2 # checked\n`,
    old: '0.9.2',
    newer: '0.20.0',
  },
  {
    what: 'a base image',
    path: 'Dockerfile',
    text: (pin: string) => `# one\nFROM docker.io/library/rust${pin} AS build\nRUN true\n`,
    old: ':1.95.0-slim-bookworm',
    newer: `:1.96.0-slim-bookworm${digest('c')}`,
  },
  {
    what: 'a crate that is installed',
    path: 'Dockerfile',
    text: (pin: string) => `RUN cargo install --locked --version ${pin} cargo-auditable\n`,
    old: '0.7.7',
    newer: '0.8.0',
  },
  {
    what: 'a requirement',
    path: 'crates/a/Cargo.toml',
    text: (pin: string) =>
      `[package]\nversion = "9.9.9"\n[dependencies]\nkube = { version = "${pin}", features = ["a"] } # x\n`,
    old: '4.2.0',
    newer: '5.0',
  },
  {
    what: 'a short requirement',
    path: 'Cargo.toml',
    text: (pin: string) => `[dev-dependencies]\nhttp = "${pin}"\n`,
    old: '1.4.0',
    newer: '1.5.0',
  },
  {
    what: 'a toolchain',
    path: 'rust-toolchain.toml',
    text: (pin: string) => `[toolchain]\nchannel = "${pin}"\n`,
    old: '1.95.0',
    newer: '1.96.1',
  },
])('$what', ({ path, text, old, newer }) => {
  test.each([
    ['ours', { ours: newer, theirs: old }],
    ['theirs', { ours: old, theirs: newer }],
  ])('all three sides get the newer one: %s', (_, { ours, theirs }) => {
    const settled = settlePins(path, { base: text(old), ours: text(ours), theirs: text(theirs) });
    expect(settled).toEqual({ base: text(newer), ours: text(newer), theirs: text(newer) });
  });
});

test('if two pins cannot be ordered, ours stays', () => {
  const text = (pin: string): string => `FROM gcr.io/distroless/cc${pin}\n`;
  const sides = {
    base: text(':nonroot'),
    ours: text(`:nonroot${digest('a')}`),
    theirs: text(`:nonroot${digest('b')}`),
  };
  expect(settlePins('Dockerfile', sides).theirs).toBe(sides.ours);
});

test('a name that only one side has is left to the merge', () => {
  const sides = {
    base: '[dependencies]\na = "1.0.0"\n',
    ours: '[dependencies]\na = "1.0.0"\nown = "0.1.0"\n',
    theirs: '[dependencies]\na = "1.0.0"\nnew = "0.2.0"\n',
  };
  expect(settlePins('Cargo.toml', sides)).toEqual(sides);
});

test('an updated pin that nothing needs any more is removed without a conflict', () => {
  const [none, one] = ['[dependencies]\na = "1.0.0"\n', (pin: string) => `[dependencies]\na = "1.0.0"\nb = "${pin}"\n`];
  expect(settlePins('Cargo.toml', { base: one('1.0.0'), ours: one('2.0.0'), theirs: none }).base).toBe(one('2.0.0'));
  expect(settlePins('Cargo.toml', { base: one('1.0.0'), ours: none, theirs: one('2.0.0') }).base).toBe(one('2.0.0'));
});

test('a file without pins stays unchanged', () => {
  const sides = { base: 'uses: a@b', ours: 'uses: a@c', theirs: 'uses: a@d' };
  expect(settlePins('README.md', sides)).toBe(sides);
});
