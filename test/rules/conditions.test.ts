// Where a fix is safe, and which surroundings make it a decision: each condition alone.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { audit } from '../../src/audit/audit.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { quietCrates } from '../../src/rules/look/quiet-crates.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { built, fixOf, type Parts } from './fix-of.ts';

/** A program that provably only computes: its contents, its start, and the calls of its source. */
const proven = {
  Dockerfile: 'FROM a\nENTRYPOINT ["/usr/local/bin/a"]\n',
  'Cargo.toml': '[package]\nname = "a"\n[dependencies]\nserde = "1"\n[dev-dependencies]\ntempfile = "3"\n',
  'Cargo.lock':
    '[[package]]\nname = "a"\nversion = "0.1.0"\ndependencies = [\n "serde",\n "tempfile",\n]\n\n' +
    '[[package]]\nname = "serde"\nversion = "1.0.0"\nsource = "registry+x"\n\n' +
    '[[package]]\nname = "tempfile"\nversion = "3.0.0"\nsource = "registry+x"\n',
  'src/main.rs': 'fn main() { let a = std::fs::read_to_string("/etc/a"); }',
};

const plain: readonly [string, Parts, string][] = [
  ['has no special settings', {}, 'safe'],
  ['is on the network of the node', { pod: '  hostNetwork: true\n' }, 'ask'],
  ['sees the processes of the node', { pod: '  hostPID: true\n' }, 'ask'],
  ['shares memory with the node', { pod: '  hostIPC: true\n' }, 'ask'],
  ['explicitly shares nothing', { pod: '  hostNetwork: false\n  hostPID: false\n' }, 'safe'],
  [
    'mounts a directory of the node',
    { pod: '  volumes: [{name: b, emptyDir: {}}, {name: a, hostPath: {path: /}}]\n' },
    'ask',
  ],
  ['mounts nothing of the node', { pod: '  volumes: [{name: a, emptyDir: {}}]\n' }, 'safe'],
  ['is privileged', { container: '      securityContext: {privileged: true}\n' }, 'ask'],
  ['has an SELinux label', { container: '      securityContext: {seLinuxOptions: {type: a}}\n' }, 'ask'],
  ['adds a capability', { container: '      securityContext: {capabilities: {add: [NET_ADMIN]}}\n' }, 'ask'],
  [
    'adds no capability',
    { container: '      securityContext: {privileged: false, capabilities: {add: []}}\n' },
    'safe',
  ],
];

describe.each(['no-privilege-escalation', 'seccomp-runtime-default', 'drop-all-capabilities'])(
  '%s where the Pod',
  (rule) => {
    test.each(plain)('%s', (_, parts, expected) =>
      expect(fixOf(rule, { ...parts, files: { ...proven, ...built } })).toBe(expected),
    );
  },
);

test.each([
  ['redis.get(env::var("REDIS_SERVICE_HOST"))', 'ask'],
  ['args: ["--db=$(DB_PORT_5432_TCP)"]', 'ask'],
  ['format!("{name}_SERVICE_PORT")', 'ask'],
  ['env::var("KUBERNETES_SERVICE_HOST")', 'safe'],
  ['const SERVICE_HOST: &str = "a";', 'safe'],
])('the variables of services go without a question where no file names one: %s is %s', (text, expected) =>
  expect(fixOf('no-service-links', { files: { 'src/a.rs': text } })).toBe(expected),
);

describe('drop-all-capabilities where', () => {
  test.each<[string, Parts]>([
    [
      'a program gets a capability in its image',
      { files: { Dockerfile: `${proven.Dockerfile}RUN setcap a=+ep /a\n` } },
    ],
    ['a port is below 1024', { container: '      ports:\n        - containerPort: 443\n' }],
    ['the source listens below 1024', { files: { 'src/a.rs': 'fn a() { bind("0.0.0.0:443") }' } }],
    ['the source listens below 1024 by numbers', { files: { 'src/a.rs': 'fn a() { bind(([0, 0, 0, 0], 80)) }' } }],
  ])('%s', (_, { files = {}, ...parts }) =>
    expect(fixOf('drop-all-capabilities', { ...parts, files: { ...proven, ...files } })).toBe('ask'),
  );

  test('a port is above', () => {
    const container = '      ports:\n        - containerPort: 8443\n';
    expect(fixOf('drop-all-capabilities', { container, files: proven })).toBe('safe');
  });
});

describe.each(['read-only-root-filesystem', 'drop-all-capabilities'])('%s where', (rule) => {
  const fix = (files: Readonly<Record<string, string>>): string | undefined =>
    fixOf(rule, { files: { ...proven, ...files } });

  test('everything is proven, and harmless code and text surround it', () => {
    expect(fix({})).toBe('safe');
    expect(fix({ 'tests/a.rs': 'fn a() { fs::write("a", "b") }', 'README.md': 'File::create' })).toBe('safe');
    expect(fix({ 'src/a.rs': '// fs::write\nfn a() { let s = "fs::write(";\n  std::process::exit(1) }' })).toBe('safe');
    expect(fix({ 'src/a.rs': '#[cfg(test)]\nmod tests {\n  fn a() { fs::write(a, b) }\n}\n' })).toBe('safe');
    expect(fix({ 'src/a.rs': 'use tokio::fs::{self, read};\nfn a() { File::open(a) }' })).toBe('safe');
    expect(fix({ Dockerfile: 'FROM a\nENTRYPOINT ["/sbin/tini", "--", "a"]\n' })).toBe('safe');
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['the source writes', { 'src/a.rs': 'fn a() { std::fs::write(a, b) }' }],
    ['the source imports a function that writes', { 'src/a.rs': 'use std::fs::{read, rename};' }],
    ['a glob imports a module that writes', { 'src/a.rs': 'use std::fs::*;' }],
    ['a module that writes is imported with others', { 'src/a.rs': 'use std::{fs, io};\nfn a() { fs::copy(a, b) }' }],
    ['a file is opened for writing', { 'src/a.rs': 'fn a() { File::create_new(a) }' }],
    ['a process is started', { 'src/a.rs': 'fn a() { tokio::process::Command::new("helm") }' }],
    ['a process may be started', { 'src/a.rs': 'use a::Command;\nfn a() { Command::new("helm") }' }],
    ['a socket is created in the file system', { 'src/a.rs': 'fn a() { UnixListener::bind(a) }' }],
    ['the kernel is called', { 'src/a.rs': 'fn a() { unsafe { libc::mkdir(a) } }' }],
    ['code after the tests writes', { 'src/a.rs': '#[cfg(test)]\nmod tests {}\nfn a() { fs::write(a, b) }' }],
    [
      'a crate is unknown',
      {
        'Cargo.toml': proven['Cargo.toml'].replace('serde = "1"', 'serde = "1"\ntracing-appender = "1"'),
        'Cargo.lock': `${proven['Cargo.lock']}\n[[package]]\nname = "tracing-appender"\nversion = "1.0.0"\nsource = "registry+x"\n`,
      },
    ],
    [
      'a transitive crate is unknown',
      {
        'Cargo.lock': proven['Cargo.lock'].replace(
          '"registry+x"\n\n',
          '"registry+x"\ndependencies = [\n "tempfile",\n]\n\n',
        ),
      },
    ],
    ['there is no Cargo.lock', { 'Cargo.lock': '' }],
    ['the image starts a script', { Dockerfile: 'FROM a\nENTRYPOINT ["/entrypoint.sh"]\n' }],
    ['the image starts a shell', { Dockerfile: 'FROM a\nENTRYPOINT a\n' }],
    ['the Dockerfile does not parse', { Dockerfile: 'FROM a\nRUNN b\n' }],
  ])('%s', (_, files) => expect(fix(files)).toBe('ask'));

  test('the manifest starts something else', () => {
    expect(fixOf(rule, { container: '      command: [sh, -c, a]\n', files: proven })).toBe('ask');
    expect(fixOf(rule, { container: '      command: [/usr/bin/a]\n', files: proven })).toBe('safe');
    expect(fixOf(rule, { container: '      lifecycle: {preStop: {exec: {command: [a]}}}\n', files: proven })).toBe(
      'ask',
    );
  });

  test('another image runs, or its contents are unknown', () => {
    const { Dockerfile, ...rest } = proven;
    expect(Dockerfile).toBeDefined();
    expect(fixOf(rule, { files: rest })).toBe('ask');
    expect(fix({ 'Cargo.toml': proven['Cargo.toml'].replace('"a"', '"c"') })).toBe('ask');
  });
});

test('every crate of a generated controller is known', () => {
  const lock = readFileSync('templates/versions/Cargo.lock', 'utf8');
  const names = [...lock.matchAll(/^name = "(.*)"$/gm)].flatMap(([, name = '']) => (name === 'versions' ? [] : [name]));
  expect(names.filter((name) => !quietCrates.has(name))).toEqual([]);
});

describe('a read-only root as a decision', () => {
  const pod = (volumes: string, mounts: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a}\nspec:\n  containers:\n    - name: a\n      image: a\n${mounts}${volumes}`;
  const reference = repositoryOf(
    scaffold(resolveAnswers({ name: 'a' }, { defaults: true }), readTemplates('templates')),
  );
  const hardened = (text: string): string | undefined =>
    planHardening(repositoryOf([['a.yaml', text]]), reference, {
      rules: ['read-only-root-filesystem'],
      takes: () => true,
    }).after.files.get('a.yaml');

  test('keeps /tmp writable', () => {
    const after = hardened(pod('', ''));
    expect(after).toContain('readOnlyRootFilesystem: true');
    expect(after).toMatch(/volumeMounts:\s+- name: tmp\s+mountPath: \/tmp/);
    expect(after).toMatch(/volumes:\s+- name: tmp\s+emptyDir:\s+sizeLimit: "64Mi"/);
  });

  test('does not reuse a volume name, and mounts nothing over an existing mount', () => {
    const volumes = '  volumes:\n    - name: tmp\n      configMap: {name: a}\n';
    expect(hardened(pod(volumes, '      volumeMounts:\n        - name: tmp\n          mountPath: /etc/a\n'))).toMatch(
      /- name: scratch\s+mountPath: \/tmp/,
    );
    const after = hardened(pod(volumes, '      volumeMounts:\n        - name: tmp\n          mountPath: /tmp/\n'));
    expect(after).toContain('readOnlyRootFilesystem: true');
    expect(after).not.toContain('scratch');
  });
});

describe('account-mounts-no-token where', () => {
  const account = { 'account.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: a}\n' };
  const fix = (files: Readonly<Record<string, string>>): string | undefined =>
    audit(repositoryOf(Object.entries({ ...account, ...files })), { rules: ['account-mounts-no-token'] }).findings[0]
      ?.fix;
  const pod = (name: string, volumes: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: a}\nspec:\n  serviceAccountName: a\n  volumes: [${volumes}]\n  containers: [{name: c, image: c}]\n`;
  const own = '{name: t, projected: {sources: [{serviceAccountToken: {path: token}}]}}';

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the repository has no Pod', {}, 'manual'],
    ['every Pod has its own token', { 'a.yaml': pod('a', own) }, 'ask'],
    ['one Pod has no token', { 'a.yaml': pod('a', own), 'b.yaml': pod('b', '') }, 'manual'],
  ])('%s', (_, files, expected) => expect(fix(files)).toBe(expected));
});
