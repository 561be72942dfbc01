// Files that do not parse: audit cannot judge them, harden leaves them alone, and both process the rest.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hardened, pod } from '../cli/hardenable.ts';
import { program } from '../cli/run.ts';
import { broken } from './broken.ts';

interface Finding {
  readonly rule: string;
  readonly state: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const root = mkdtempSync(path.join(tmpdir(), 'broken-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const rbac = (kind: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: a\n`;
const whole = {
  'pod.yaml': pod,
  Dockerfile: hardened.Dockerfile,
  'chart/Chart.yaml': 'name: chart\nversion: 1.0.0\n',
  'chart/templates/pod.yaml': pod.replace('"a:1"', '{{ .Values.image }}'),
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "5"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client, api::ListParams};\nasync fn main() {\n    let pods: Api<Pod> = Api::all(Client::try_default().await?);\n    pods.list(&ListParams::default()).await?;\n    Api::<Node>::all(c.)(.get("a").await;\n}\n',
  'role.yaml': `${rbac('ClusterRole')}rules:\n  - apiGroups: [""]\n    resources: [pods, nodes]\n    verbs: [get, list]\n---\n${rbac('ClusterRoleBinding')}roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: default, namespace: a}]\n`,
};
let findings: readonly (Finding & { readonly places: readonly { readonly path: string }[] })[] = [];
let faults: readonly { readonly path: string; readonly line: number; readonly message: string }[] = [];
let statuses: readonly (number | null)[] = [];

beforeAll(() => {
  for (const [file, content] of [
    ...Object.entries(whole),
    ...Object.values(broken).map((one) => [one.path, one.content] as const),
  ]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  mkdirSync(path.join(root, 'h/Dockerfile'), { recursive: true });
  const audited = program(['audit', '--json', '--profile', 'auditor'], root);
  const mended = program(['harden', '--yes', '--json', '--only', 'no-service-links,no-unused-permissions'], root);
  findings = JSON.parse(audited.stdout).findings;
  faults = JSON.parse(mended.stdout).faults;
  statuses = [audited.status, mended.status];
});

test('both commands exit as usual', () => expect(statuses).toEqual([1, 0]));

describe.each(Object.entries(broken))('%s', (_, { path: file, content, line, says }) => {
  test('is unknown to audit', () => {
    expect(findings.filter((finding) => finding.path === file && finding.rule === 'understood')).toMatchObject([
      { state: 'unknown', line, message: expect.stringMatching(says) },
    ]);
  });

  test('is judged by no other rule', () =>
    expect(findings.filter((finding) => finding.path === file && finding.state === 'broken')).toEqual([]));

  test('is named by harden, and left unchanged', () => {
    expect(faults.filter((fault) => fault.path === file)).toMatchObject([
      { line, message: expect.stringMatching(says) },
    ]);
    expect(readFileSync(path.join(root, file)).equals(Buffer.from(content))).toBe(true);
  });
});

test('no other file is reported as broken', () => {
  expect(
    findings
      .filter(({ rule }) => rule === 'understood')
      .map((finding) => finding.path)
      .sort(),
  ).toEqual(
    Object.values(broken)
      .map((one) => one.path)
      .sort(),
  );
});

test('intact files are judged and fixed', () => {
  expect(
    findings
      .filter(({ rule }) => rule === 'no-service-links')
      .flatMap(({ places }) => places.map((place) => place.path)),
  ).toEqual(['chart/templates/pod.yaml', 'pod.yaml']);
  expect(readFileSync(path.join(root, 'pod.yaml'), 'utf8')).toBe(hardened['pod.yaml']);
});

test('broken Rust makes its permissions unknown, and is left unchanged', () => {
  expect(findings.filter(({ rule }) => rule === 'no-unused-permissions')).toMatchObject([
    { state: 'unknown', path: 'role.yaml' },
  ]);
  for (const file of ['src/main.rs', 'role.yaml'] as const)
    expect(readFileSync(path.join(root, file), 'utf8')).toBe(whole[file]);
});
