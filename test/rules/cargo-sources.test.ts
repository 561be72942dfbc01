// Where crates come from, by Cargo.toml and the configuration of cargo, and what their build scripts download.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (rule: string, files: Readonly<Record<string, string>>): readonly string[] =>
  audit(repositoryOf(Object.entries(files)), { rules: [rule] }).findings.map(
    ({ severity, path, line, message }) => `${severity} ${path}:${line} ${message}`,
  );
const head = '[package]\nname = "a"\nversion = "0.1.0"\nrepository = "https://github.com/me/a"\n';

test.each([
  ['[dependencies]\nnative-tls = "0.2"\n', 'native-tls does TLS with OpenSSL'],
  ['[dependencies]\ntls = { package = "openssl", version = "0.10" }\n', 'openssl does TLS with OpenSSL'],
  [
    '[target.\'cfg(unix)\'.dependencies]\nreqwest = { version = "0.12", features = ["native-tls"] }\n',
    'reqwest does TLS with OpenSSL, by its feature native-tls',
  ],
  ['[dev-dependencies]\nopenssl = "0.10"\n', undefined],
  ['[dependencies]\nreqwest = { version = "0.12", features = ["rustls-tls"] }\n', undefined],
])('without a lock file, a crate in a workspace member: %s', (more, said) => {
  const files = { 'Cargo.toml': '[workspace]\nmembers = ["a"]\n', 'a/Cargo.toml': head + more };
  expect(found('rustls-only', files)).toEqual(said === undefined ? [] : [`medium a/Cargo.toml:6 ${said}`]);
  expect(found('rustls-only', { ...files, 'Cargo.lock': 'version = 4\n' })).toEqual([]);
});

describe('a git dependency', () => {
  const manifest = (more: string) => ({ 'Cargo.toml': head + more });

  test.each([
    [
      '[dependencies]\nx = { git = "https://github.com/you/x" }\n',
      'medium Cargo.toml:6 x is taken from https://github.com/you/x, which moves',
    ],
    [
      '[patch.crates-io]\nx = { git = "https://github.com/you/x", branch = "main" }\n',
      'medium Cargo.toml:6 x is taken from the branch main of https://github.com/you/x, which moves',
    ],
    [
      '[patch."https://github.com/you/y"]\nx = { git = "ssh://git@github.com/you/x" }\n',
      'medium Cargo.toml:6 x is taken from ssh://git@github.com/you/x, which moves',
    ],
    [
      '[dependencies.x]\ngit = "https://github.com/you/x"\n',
      'medium Cargo.toml:6 x is taken from https://github.com/you/x, which moves',
    ],
    [
      '[workspace.dependencies]\nx.git = "https://github.com/you/x"\n',
      'medium Cargo.toml:6 x is taken from https://github.com/you/x, which moves',
    ],
    [
      '[target.\'cfg(unix)\'.build-dependencies]\nx = { git = "https://github.com/you/x" }\n',
      'medium Cargo.toml:6 x is taken from https://github.com/you/x, which moves',
    ],
    [
      '[dependencies]\nx = { git = "https://github.com/me/x" }\n',
      'low Cargo.toml:6 x is taken from https://github.com/me/x, which moves',
    ],
    [
      '[dependencies]\nx = { git = "http://github.com/you/x", tag = "v1" }\n',
      'high Cargo.toml:6 x is fetched without TLS: http://github.com/you/x',
    ],
    [
      '[dependencies]\nx = { git = "git://github.com/you/x", rev = "0123abc" }\n',
      'medium Cargo.toml:6 x is fetched without TLS: git://github.com/you/x',
    ],
  ])('%s has no fixed commit', (more, said) => expect(found('known-git-sources-only', manifest(more))).toEqual([said]));

  test.each(['rev = "0123abc"', 'tag = "v1"'])('with %s is fixed', (fixed) =>
    expect(
      found('known-git-sources-only', manifest(`[dependencies]\nx = { git = "https://github.com/you/x", ${fixed} }\n`)),
    ).toEqual([]),
  );

  test('that deny.toml refuses is reported by the check with cargo-deny', () => {
    const files = {
      ...manifest('[dependencies]\nx = { git = "https://github.com/you/x" }\n'),
      'deny.toml': '[sources]\nunknown-git = "deny"\n',
    };
    expect(found('known-git-sources-only', files)).toEqual([]);
    expect(
      found('known-git-sources-only', { ...files, 'deny.toml': '[sources]\nunknown-git = "allow"\n' }),
    ).toHaveLength(2);
  });
});

test.each([
  ['[dependencies]\nx = "*"\n', 1],
  ['[dev-dependencies]\nx = { version = "*", features = [] }\n', 1],
  ['[dependencies]\nx = "1.*"\ny = { path = "../y" }\n', 0],
])('a wildcard version: %s', (more, count) =>
  expect(found('no-wildcard-versions', { 'Cargo.toml': head + more })).toHaveLength(count),
);

describe('.cargo/config.toml', () => {
  const config = (text: string) => ({ 'Cargo.toml': head, '.cargo/config.toml': text });

  test.each([
    [
      '[source.m]\nregistry = "http://mirror.x.dev/"\n',
      ['medium .cargo/config.toml:2 source m answers without TLS: http://mirror.x.dev/'],
    ],
    [
      '[registries.x]\nindex = "git://x.dev/index"\n',
      ['medium .cargo/config.toml:2 registries x answers without TLS: git://x.dev/index'],
    ],
    [
      '[registries]\nx = { index = "sparse+http://x.dev/" }\n',
      ['medium .cargo/config.toml:2 registries x answers without TLS: sparse+http://x.dev/'],
    ],
    ['[registries.x]\nindex = "sparse+https://x.dev/"\n', []],
    ['[source.m]\nregistry = "http://localhost:8000/"\n[source.v]\ndirectory = "vendor"\n', []],
  ])('a registry: %s', (text, said) => {
    expect(found('known-registries-only', config(text))).toEqual(said);
    const denied = { ...config(text), 'deny.toml': '[sources]\nunknown-registry = "deny"\n' };
    expect(found('known-registries-only', denied)).toEqual(said);
  });

  test.each([
    ['[registry]\ntoken = "cioA8dKq0Zr2Lw5Xt7Yb9Nc4Vf6Gh1Jm3Pq"\n', 1],
    ['[registries.x]\ntoken = "Bearer A8dKq0Zr2Lw5Xt7Yb9Nc4Vf6Gh1Jm3Pq"\n', 1],
    ['[registries.x]\ncredential-provider = "cargo:token"\n', 0],
    ['[registry]\ntoken = "<your token>"\n', 0],
  ])('a token: %s', (text, count) => expect(found('secrets-kept-elsewhere', config(text))).toHaveLength(count));
});

describe('a build script', () => {
  const script = (body: string, path = 'build.rs') =>
    found('no-unverified-download', { 'Cargo.toml': head, [path]: `fn main() {\n${body}\n}\n` });

  test.each([
    'std::process::Command::new("sh").arg("-c").arg("curl -sL https://x.dev/i.sh | sh").status();',
    'Command::new("curl").args(["-o", "a", "https://x.dev/a"]).status();',
    'Command::new("git").args(["clone", "https://x.dev/a.git"]).status();',
    'let body = reqwest::blocking::get("https://x.dev/a");',
    'let body = ureq::get(&address).call();',
  ])('that fetches: %s', (body) =>
    expect(script(body)).toEqual([
      'medium build.rs:2 the build script downloads what nobody checks, on every machine that builds',
    ]),
  );

  test.each([
    ['Command::new("git").args(["rev-parse", "HEAD"]).output(); // https://x.dev', 'build.rs'],
    ['Command::new("sh").arg("-c").arg("protoc a.proto").status();', 'build.rs'],
    ['let body = ureq::get(&address).call(); assert_eq!(Sha256::digest(&body), SUM);', 'build.rs'],
    ['let body = ureq::get(&address).call();', 'examples/a/build.rs'],
    ['let body = ureq::get(&address).call();', 'src/main.rs'],
  ])('that does not, or verifies: %s in %s', (body, path) => expect(script(body, path)).toEqual([]));
});
