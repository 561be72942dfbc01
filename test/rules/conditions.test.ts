// Where a fix is safe, and what around it makes of it a decision: each condition by itself.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

interface Parts {
  readonly pod?: string;
  readonly container?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** What audit says of the fix for the Pod `a`. */
function fixOf(rule: string, { pod = '', container = '', files = {} }: Parts): string | undefined {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a}\nspec:\n${pod}  containers:\n    - name: b\n      image: b\n    - name: a\n      image: a\n${container}`;
  const { findings } = audit(repositoryOf([['a.yaml', text], ...Object.entries(files)]), { rules: [rule] });
  return findings.find(({ state, path }) => state === 'broken' && path === 'a.yaml')?.fix;
}

const nonRoot = { Dockerfile: 'FROM a\nUSER 0\nRUN b\nUSER 65532:65532\nENTRYPOINT ["/a"]\n' };

describe.each(['run-as-non-root', 'run-as-high-user', 'run-as-high-group'])('%s', (rule) => {
  test.each<[string, Parts['files'], string]>([
    ['no image is built here', {}, 'ask'],
    ['every image runs as 65532', nonRoot, 'safe'],
    ['the last stage inherits 65532', { Dockerfile: 'FROM a AS b\nUSER 65532\nFROM b\nRUN c\n' }, 'safe'],
    ['the base image is not root', { Dockerfile: 'FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY a /a\n' }, 'safe'],
    ['the base image is of Chainguard', { Dockerfile: 'FROM cgr.dev/chainguard/static:latest\nCOPY a /a\n' }, 'safe'],
    ['the base image is root', { Dockerfile: 'FROM gcr.io/distroless/cc-debian13:latest\nCOPY a /a\n' }, 'ask'],
    ['an image runs as another', { Dockerfile: 'FROM a\nUSER 1000\n' }, 'ask'],
    ['an image runs as a name', { Dockerfile: 'FROM a\nUSER nonroot\n' }, 'ask'],
    ['one of two images is root', { ...nonRoot, 'b/Dockerfile': 'FROM a\n' }, 'ask'],
    ['one of two images does not parse', { ...nonRoot, 'b/Dockerfile': 'FROM a\nUSSER 65532\n' }, 'ask'],
  ])('where %s', (_, files = {}, expected) => expect(fixOf(rule, { files })).toBe(expected));
});

const plain: readonly [string, Parts, string][] = [
  ['is plain', {}, 'safe'],
  ['is on the network of the node', { pod: '  hostNetwork: true\n' }, 'ask'],
  ['sees the processes of the node', { pod: '  hostPID: true\n' }, 'ask'],
  ['shares memory with the node', { pod: '  hostIPC: true\n' }, 'ask'],
  ['says that it shares nothing', { pod: '  hostNetwork: false\n  hostPID: false\n' }, 'safe'],
  [
    'mounts a directory of the node',
    { pod: '  volumes: [{name: b, emptyDir: {}}, {name: a, hostPath: {path: /}}]\n' },
    'ask',
  ],
  ['mounts nothing of the node', { pod: '  volumes: [{name: a, emptyDir: {}}]\n' }, 'safe'],
  ['is privileged', { container: '      securityContext: {privileged: true}\n' }, 'ask'],
  ['has a label of SELinux', { container: '      securityContext: {seLinuxOptions: {type: a}}\n' }, 'ask'],
  ['adds a capability', { container: '      securityContext: {capabilities: {add: [NET_ADMIN]}}\n' }, 'ask'],
  ['adds none', { container: '      securityContext: {privileged: false, capabilities: {add: []}}\n' }, 'safe'],
];

describe.each(['no-privilege-escalation', 'seccomp-runtime-default', 'drop-all-capabilities'])(
  '%s where the Pod',
  (rule) => {
    test.each(plain)('%s', (_, parts, expected) => expect(fixOf(rule, parts)).toBe(expected));
  },
);

const second =
  'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j, namespace: a}\nspec: {template: {spec: {containers: [{name: c, image: c}]}}}\n';

describe('drop-all-capabilities where', () => {
  test.each<[string, Parts]>([
    [
      'a program gets a capability in its image',
      { files: { Dockerfile: 'FROM a\nRUN setcap cap_net_bind_service=+ep /a\n' } },
    ],
    ['an image is not known', { files: { Dockerfile: 'FROM a\nRUNN b\n' } }],
    ['a port is below 1024', { container: '      ports:\n        - containerPort: 443\n' }],
    ['another workload is here', { files: { 'job.yaml': second } }],
  ])('%s', (_, parts) => expect(fixOf('drop-all-capabilities', parts)).toBe('ask'));

  test('a port is above', () =>
    expect(fixOf('drop-all-capabilities', { container: '      ports:\n        - containerPort: 8443\n' })).toBe(
      'safe',
    ));
});

describe('read-only-root-filesystem where', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the source writes no file', { 'src/main.rs': 'fn main() {}' }, 'safe'],
    ['only its tests do', { 'src/main.rs': 'fn main() {}', 'tests/a.rs': 'fs::write("a", "b")' }, 'safe'],
    ['there is no source', {}, 'ask'],
    ['one file of it writes', { 'src/main.rs': 'fn main() {}', 'src/a.rs': 'std::fs::write("a", "b")' }, 'ask'],
    ['it makes temporary files', { 'src/main.rs': 'tempfile::tempdir()' }, 'ask'],
    ['text that is no Rust speaks of it', { 'src/main.rs': 'fn main() {}', 'README.md': 'File::create' }, 'safe'],
    ['another workload is here', { 'src/main.rs': 'fn main() {}', 'job.yaml': second }, 'ask'],
  ])('%s', (_, files, expected) => expect(fixOf('read-only-root-filesystem', { files })).toBe(expected));
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
    ['no Pod is here', {}, 'manual'],
    ['every Pod has a token of its own', { 'a.yaml': pod('a', own) }, 'ask'],
    ['one Pod has none', { 'a.yaml': pod('a', own), 'b.yaml': pod('b', '') }, 'manual'],
  ])('%s', (_, files, expected) => expect(fix(files)).toBe(expected));
});
