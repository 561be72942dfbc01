// How harden changes workflows and builds that ignore Cargo.lock.
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);
const path = '.github/workflows/ci.yml';
const cargo = {
  'Cargo.toml':
    '[package]\nname = "a"\nversion = "0.2.0"\n[dependencies]\nkube = "1.2"\nlog = { package = "tracing", version = "0.1.3" }\n',
};
const lock =
  '[[package]]\nname = "a"\nversion = "0.2.0"\n\n[[package]]\nname = "kube"\nversion = "1.4.0"\n\n[[package]]\nname = "tracing"\nversion = "0.1.40"\n';

/** The file after the safe fixes of one rule. */
function hardened(
  rule: string,
  file: string,
  text: string,
  more: Readonly<Record<string, string>> = {},
): string | undefined {
  return planHardening(repositoryOf([[file, text], ...Object.entries(more)]), reference, {
    rules: [rule],
    takes: ({ fix }) => fix === 'safe',
  }).after.files.get(file);
}

const ci = (script: string, more = '') =>
  `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest # cheap\n${more}    steps:\n      - run: ${script}\n`;

describe('jobs-time-out', () => {
  test('limits a job, next to its runner', () => {
    expect(hardened('jobs-time-out', path, ci('cargo test'))).toBe(ci('cargo test', '    timeout-minutes: 120\n'));
  });

  test.each([
    ['on a self-hosted runner', ci('cargo test').replace('ubuntu-latest', 'self-hosted')],
    ['that emulates another architecture', ci('docker buildx build --platform linux/arm64 .')],
    ['that waits for an approval', ci('cargo test', '    environment: production\n')],
  ])('asks about a job %s', (_, text) => expect(hardened('jobs-time-out', path, text)).toBe(text));
});

describe('no-persisted-credentials', () => {
  const checkout = (after: string, more = '') =>
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n${more}    steps:\n      - uses: actions/checkout@v4\n      - ${after}\n`;
  const write = '    permissions:\n      contents: write\n';
  const reads = '    permissions:\n      contents: read\n';

  test.each([
    [
      'that only builds',
      checkout('run: cargo build && ./build.sh'),
      { 'build.sh': 'cargo build\n', 'other.sh': 'git push\n' },
    ],
    ['that writes releases without git', checkout('uses: softprops/action-gh-release@v2', write), {}],
    ['with an unknown action that cannot write', checkout('uses: a/b@v1', reads), {}],
  ])('is fixed in a job %s', (_, text, more) => {
    expect(hardened('no-persisted-credentials', path, text, more)).toBe(
      text.replace('checkout@v4\n', 'checkout@v4\n        with:\n          persist-credentials: false\n'),
    );
  });

  test.each([
    ['that pushes', checkout('run: git push'), {}],
    [
      'whose checkout fetches blobs on demand',
      checkout('run: git log -p').replace('@v4\n', '@v4\n        with:\n          filter: blob:none\n'),
      {},
    ],
    [
      'whose checkout is sparse',
      checkout('run: git log -p').replace('@v4\n', '@v4\n        with:\n          sparse-checkout: src\n'),
      {},
    ],
    ['whose script pushes', checkout('run: ci/release.sh'), { 'ci/release.sh': 'git -C a push origin main\n' }],
    ['whose Makefile pushes', checkout('run: make release'), { Makefile: 'release:\n\tgit push --tags\n' }],
    [
      'whose Makefile runs a script that pushes',
      checkout('run: make publish-charts'),
      { Makefile: 'publish-charts:\n\tscripts/publish.sh\n', 'scripts/publish.sh': 'git push origin gh-pages\n' },
    ],
    ['with an unknown action and default permissions', checkout('uses: a/b@v1'), {}],
    ['whose justfile fetches', checkout('run: just release'), { justfile: 'release:\n  git fetch\n' }],
    [
      'whose own action pushes',
      checkout('uses: ./.github/actions/docs'),
      { '.github/actions/docs/action.yml': 'runs:\n  steps:\n    - run: git push\n' },
    ],
    ['with an agent that may run git fetch', checkout('uses: anthropics/claude-code-action@v1', reads), {}],
    ['whose action fetches the base to compare with', checkout('uses: reviewdog/action-actionlint@v1', reads), {}],
    ['whose action runs reviewdog', checkout('uses: giraffate/clippy-action@v1', reads), {}],
    ['whose action compares the commits with a base', checkout('uses: me/verify-signed-commits@v1', reads), {}],
    ['with an action that commits', checkout('uses: EndBug/add-and-commit@v9'), {}],
    ['with an unknown action that may write', checkout('uses: a/b@v1', write), {}],
    ['whose workflow may write', `permissions: write-all\n${checkout('uses: a/b@v1')}`, {}],
  ])('asks about a job %s', (_, text, more) =>
    expect(hardened('no-persisted-credentials', path, text, more)).toBe(text),
  );
});

describe('token-without-rights', () => {
  const jobs =
    'jobs:\n  a:\n    name: A\n    runs-on: ubuntu-latest\n    steps: []\n  b:\n    uses: ./.github/workflows/b.yml\n  c:\n    permissions: {}\n    runs-on: ubuntu-latest\n    steps: []\n';

  test('sets read only if no job pushes, also not by a script', () => {
    const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: make all\n`;
    const after = text.replace('jobs:', 'permissions:\n  contents: read\njobs:');
    expect(hardened('token-without-rights', path, text, { Makefile: 'all:\n\tcargo build\n' })).toBe(after);
    const pushes = { Makefile: 'all:\n\t./docs.sh\n', 'docs.sh': 'git push origin gh-pages\n' };
    expect(hardened('token-without-rights', path, text, pushes)).toBe(text);
  });

  test('moves permissions into the jobs, with their comments', () => {
    const rights = '  # for the release\n    contents: write # uploads\n    packages: read\n'.replaceAll(
      /^ {4}/gm,
      '  ',
    );
    const inJobs = rights
      .replaceAll(/^/gm, '    ')
      .trimEnd()
      .replace('read', 'read # every job had it; remove it where it is not needed');
    const after = jobs
      .replace('ubuntu-latest\n', `ubuntu-latest\n    permissions:\n${inJobs}\n`)
      .replace('b.yml\n', `b.yml\n    permissions:\n${inJobs}\n`);
    expect(hardened('token-without-rights', path, `permissions: # all jobs\n${rights}${jobs}`)).toBe(
      `permissions: {} # all jobs\n${after}`,
    );
  });

  test('moves permissions on one line', () => {
    const line = '{ contents: write } # every job had it; remove it where it is not needed';
    const after = jobs
      .replace('ubuntu-latest\n', `ubuntu-latest\n    permissions: ${line}\n`)
      .replace('b.yml\n', `b.yml\n    permissions: ${line}\n`);
    expect(hardened('token-without-rights', path, `permissions: { contents: write } # x\n${jobs}`)).toBe(
      `permissions: {} # x\n${after}`,
    );
  });

  test.each(['\n  contents: write\n  packages: write # unused\n', ' write-all\n'])(
    'removes permissions that no job used, because each job has its own:%s',
    (rights) => {
      const own = 'jobs:\n  a:\n    permissions:\n      contents: write\n    runs-on: ubuntu-latest\n    steps: []\n';
      expect(hardened('token-without-rights', path, `permissions:${rights}${own}`)).toBe(`permissions: {}\n${own}`);
    },
  );

  test('adds permissions as a paragraph of their own if there are paragraphs, above the comment about the jobs', () => {
    const reads = 'jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n';
    const text = `env:\n  A: b\n\n# All of them.\n${reads}`;
    expect(hardened('token-without-rights', path, text)).toBe(
      text.replace('# All', 'permissions:\n  contents: read\n\n# All'),
    );
  });

  test('leaves write-all to a person', () => {
    const text = `permissions: write-all\n${jobs}`;
    expect(hardened('token-without-rights', path, text)).toBe(text);
  });
});

describe('locked-in-ci', () => {
  const more = { ...cargo, 'Cargo.lock': lock };

  test('adds --locked to commands, not to text about commands', () => {
    const script =
      '|\n          RUST_LOG=debug cargo test --all && cargo +nightly clippy\n          echo "then cargo build"\n          cargo build \\\n            --locked\n';
    const after = script
      .replace('cargo test', 'cargo test --locked')
      .replace('nightly clippy', 'nightly clippy --locked');
    expect(hardened('locked-in-ci', path, ci(script), more)).toBe(ci(after));
  });

  test.each([
    ['a package of another version', { ...more, 'Cargo.lock': lock.replace('0.2.0', '0.1.0') }],
    ['a crate that is not locked', { ...more, 'Cargo.lock': lock.replace('"kube"', '"other"') }],
    ['a version that is too old', { ...more, 'Cargo.lock': lock.replace('0.1.40', '0.1.2') }],
    ['another major version', { ...more, 'Cargo.lock': lock.replace('1.4.0', '2.0.0') }],
    ['a second lock file', { ...more, 'fuzz/Cargo.lock': lock }],
    ['no lock file', cargo],
  ])('asks if Cargo.lock does not match: %s', (_, files) =>
    expect(hardened('locked-in-ci', path, ci('cargo test'), files)).toBe(ci('cargo test')),
  );

  test('leaves text that is only written to a file', () => {
    const script =
      "|\n          cat > HINT << 'EOF'\n          cargo clippy\n          EOF\n          bash <<- RUN\n          cargo build\n          RUN\n          cargo test\n";
    expect(hardened('locked-in-ci', path, ci(script), more)).toBe(
      ci(script.replace('cargo build', 'cargo build --locked').replace('cargo test', 'cargo test --locked')),
    );
  });

  test('adds it for tools whose own lock file is known to build, and asks for others', () => {
    const known = 'cargo install cargo-nextest';
    expect(hardened('locked-in-ci', path, ci(known), cargo)).toBe(ci(known.replace('install', 'install --locked')));
    for (const script of ['cargo install old-tool', 'cargo install cargo-nextest --version 0.9.1'])
      expect(hardened('locked-in-ci', path, ci(script), more)).toBe(ci(script));
  });

  test.each(['cd fuzz && cargo build', 'cargo build --manifest-path fuzz/Cargo.toml', 'cargo update && cargo test'])(
    'asks about `%s`',
    (script) => {
      expect(hardened('locked-in-ci', path, ci(script), more)).toBe(ci(script));
    },
  );
});

describe('locked-image-build', () => {
  const more = { ...cargo, 'Cargo.lock': lock };
  const image = (copy: string) => `FROM rust:1 AS build\n${copy}\nRUN cargo build --release\nFROM scratch\n`;

  test.each(['COPY . .', 'COPY Cargo.toml Cargo.lock ./', 'COPY ["Cargo.*", "./"]'])(
    'adds --locked if the build has the lock file: %s',
    (copy) => {
      expect(hardened('locked-image-build', 'Dockerfile', image(copy), more)).toBe(
        image(copy).replace('build --release', 'build --locked --release'),
      );
    },
  );

  test('asks about a tool whose lock file may be too old', () => {
    const text = 'FROM rust:1\nRUN cargo install cargo-build-deps\n';
    expect(hardened('locked-image-build', 'Dockerfile', text, more)).toBe(text);
    const kept = text.replace('cargo-build-deps', 'cargo-chef');
    expect(hardened('locked-image-build', 'Dockerfile', kept, more)).toContain('install --locked cargo-chef');
  });

  test.each([
    ['it is not copied', 'COPY Cargo.toml ./', more],
    ['it is ignored', 'COPY . .', { ...more, '.dockerignore': 'target\nCargo.lock\n' }],
    ['everything is ignored', 'COPY . .', { ...more, '.dockerignore': '*\n!src\n' }],
    ['it is out of date', 'COPY . .', { ...more, 'Cargo.lock': lock.replace('0.2.0', '0.1.0') }],
  ])('asks if %s', (_, copy, files) =>
    expect(hardened('locked-image-build', 'Dockerfile', image(copy), files)).toBe(image(copy)),
  );
});
