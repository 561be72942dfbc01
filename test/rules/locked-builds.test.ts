// --locked is safe only if the lock file is next to the built package, and the tools in CI know the written keys.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const cargo = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\n',
  'Cargo.lock': 'version = 4\n[[package]]\nname = "app"\nversion = "0.1.0"\n',
};
const fixes = (files: Readonly<Record<string, string>>, rule: string): readonly string[] =>
  audit(repositoryOf(Object.entries({ ...cargo, ...files })), { rules: [rule] }).findings.map(({ fix }) => fix);

const cooked = (copied: string): string =>
  `FROM rust AS chef\nFROM chef AS planner\nCOPY . .\nRUN cargo chef prepare\nFROM chef AS builder\nCOPY --from=planner recipe.json .\nRUN cargo chef cook --release\n${copied}FROM builder AS app\nRUN cargo build --release\n`;

test.each([
  ['COPY src src\n', ['safe', 'ask']],
  ['COPY . .\n', ['safe', 'safe']],
  ['COPY Cargo.lock src ./\n', ['safe', 'safe']],
])('after cargo chef cook and %j, the fixes of cook and build are %j', (copied, expected) =>
  expect(fixes({ Dockerfile: cooked(copied) }, 'locked-image-build')).toEqual(expected),
);

test('a lock file that is copied later, or in another stage, is missing', () => {
  expect(fixes({ Dockerfile: 'FROM rust\nRUN cargo build\nCOPY . .\n' }, 'locked-image-build')).toEqual(['ask']);
  expect(fixes({ Dockerfile: 'FROM rust AS a\nCOPY . .\nFROM rust\nRUN cargo build\n' }, 'locked-image-build')).toEqual(
    ['ask'],
  );
});

test.each([
  ['COPY . .', '', 'safe'],
  ['COPY Cargo.* ./\nCOPY crates crates', '', 'safe'],
  ['COPY Cargo.* ./\nCOPY crates/app crates/app', '', 'ask'],
  ['COPY . .', 'RUN sed -i /members/d Cargo.toml\n', 'ask'],
])('a workspace with %j, then %j: %s', (copy, run, expected) =>
  expect(
    fixes(
      {
        'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
        'Cargo.lock':
          'version = 4\n[[package]]\nname = "app"\nversion = "0.1.0"\n[[package]]\nname = "lib"\nversion = "0.1.0"\n',
        'crates/app/Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n',
        'crates/lib/Cargo.toml': '[package]\nname = "lib"\nversion = "0.1.0"\n',
        Dockerfile: `FROM rust\n${copy}\n${run}RUN cargo build\n`,
      },
      'locked-image-build',
    ),
  ).toEqual([expected]),
);

test.each(['Makefile', 'justfile', 'hack/deny.sh', '.github/workflows/a.yml'])(
  'an old cargo-deny from %s knows the keys',
  (path) => {
    const install = (version: string): string => `a:\n\tcargo install --version ${version} cargo-deny --locked\n`;
    const fix = (version: string) =>
      fixes(
        { 'deny.toml': '[licenses]\ncopyleft = "deny"\n', [path]: install(version).replace('\t', '  ') },
        'deny-config-current',
      );
    expect(fix('0.9.1')).toEqual(['ask']);
    expect(fix('0.20.2')).toEqual(['safe']);
  },
);

const matrix = (args: string): string =>
  `strategy: {matrix: {include: [{target: t, args: "${args}"}]}}, env: {FLAGS: "${args}"}, `;

test.each([
  ['cargo build --target ${{ matrix.target }} ${{ matrix.args }}', '--locked --release', []],
  ['cargo build --target ${{ matrix.target }} ${{ matrix.args }}', '--release', ['safe']],
  ['cargo build --release $FLAGS', '--locked', []],
  ['cargo build --release "$FLAGS"', '-q', ['safe']],
  ['cargo build --release ${{ inputs.args }}', '', ['manual']],
  ['cargo build --release $(flags)', '', ['manual']],
  ['cargo build --target $TARGET', '', ['safe']],
  ['cargo test -p ${{ inputs.crate }} -- $NAMES', '', ['safe']],
])('`%s` with %j filled in', (run, args, expected) =>
  expect(
    fixes(
      {
        '.github/workflows/a.yml': `on: push\njobs:\n  a: {runs-on: ubuntu-24.04, ${matrix(args)}steps: [{run: ${JSON.stringify(run)}}]}\n`,
      },
      'locked-in-ci',
    ),
  ).toEqual(expected),
);

test.each([
  ['cargo build --release $FLAGS', ['manual']],
  ['cargo build --target $TARGET --release', ['safe']],
])('`%s` in an image', (run, expected) =>
  expect(fixes({ Dockerfile: `FROM rust\nCOPY . .\nRUN ${run}\n` }, 'locked-image-build')).toEqual(expected),
);

test.each([
  ['cargo clippy --version', 0],
  ['cargo nextest run --help', 0],
  ['cargo install --list', 0],
  ['cargo build && cargo clippy -V', 1],
  ['cargo test --verbose', 1],
])('a workflow that runs %s', (run, count) =>
  expect(
    fixes(
      {
        '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${run}\n`,
      },
      'locked-in-ci',
    ),
  ).toHaveLength(count),
);
