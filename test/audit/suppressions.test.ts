// A reason is accepted in every file format that the rules read.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { sarifReport } from '../../src/audit/sarif-report.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const ignore = (rule: string): string => `kube-secure-controller: ignore[${rule}]`;
const role =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: a\nrules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [get]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: a\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\n';
const template = (comment: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: {{ .Chart.Name }}\n      image: a\n      securityContext:\n        ${comment}\n        privileged: true\n`;
const program = (comment: string): string =>
  `use k8s_openapi::api::core::v1::Node;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() {\n    let nodes: Api<Node> = Api::all(Client::try_default().await.unwrap());\n    // ${comment}\n    nodes.list(&Default::default()).await.unwrap();\n}\n`;

const formats = {
  YAML: [
    'no-privileged-container',
    (comment: string) => ({ 'a.yaml': template(`# ${comment}`).replace('{{ .Chart.Name }}', 'a') }),
  ],
  'YAML, behind the value': [
    'no-host-pid',
    (comment: string) => ({
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true # ${comment}\n  containers: [{name: a, image: a}]\n`,
    }),
  ],
  'a Helm template': [
    'no-privileged-container',
    (comment: string) => ({ 'Chart.yaml': 'name: a\n', 'templates/a.yaml': template(`{{- /* ${comment} */}}`) }),
  ],
  'Helm values': [
    'image-by-digest',
    (comment: string) => ({
      'Chart.yaml': 'name: a\n',
      'values.yaml': `# ${comment}\nimage: a:1\n`,
      'templates/a.yaml': template('').replace('image: a', 'image: {{ .Values.image }}'),
    }),
  ],
  'a Dockerfile': ['base-image-by-digest', (comment: string) => ({ Dockerfile: `# ${comment}\nFROM a:1\n` })],
  TOML: [
    'known-registries-only',
    (comment: string) => ({
      'Cargo.toml': '[package]\n',
      'deny.toml': `[sources]\n# ${comment}\nunknown-registry = "warn"\n`,
    }),
  ],
  'a workflow': [
    'pin-actions-by-digest',
    (comment: string) => ({
      '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: a\n    steps:\n      # ${comment}\n      - uses: a/b@v1\n`,
    }),
  ],
  Rust: [
    'no-missing-permissions',
    (comment: string) => ({
      'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n',
      'src/main.rs': program(comment),
      'a.yaml': role,
    }),
  ],
} as const;

test.each(Object.entries(formats))('a suppression needs a reason in %s', async (_, [rule, files]) => {
  const judge = async (reason: string) => {
    const repository = repositoryOf(Object.entries(files(`${ignore(rule)}${reason}`)));
    return audit(repository, {
      rules: [rule, 'suppression-has-reason'],
      ...(await inferPermissions(repository)),
    });
  };
  const { findings } = await judge('');
  expect(findings.map((finding) => finding.rule).sort()).toEqual([rule, 'suppression-has-reason'].sort());
  expect(await judge(' it has to be')).toMatchObject({
    findings: [],
    suppressed: [{ reason: 'it has to be', by: 'comment' }],
  });
});

test('a comment without a rule is a finding, because it ignores nothing', () => {
  const { findings } = audit(
    repositoryOf([['Dockerfile', `# ${ignore('base-image-by-digests')} for now\nFROM a:1\n`]]),
    { rules: ['suppression-has-reason'] },
  );
  expect(findings).toMatchObject([{ line: 1, message: 'ignore[base-image-by-digests] names no rule' }]);
});

test('an unused suppression is reported if its rule had something to judge', () => {
  const idle = (dockerfile: string, ignored: readonly string[] = []) =>
    audit(repositoryOf([['Dockerfile', dockerfile]]), {
      config: { ignore: ignored.map((rule) => ({ rule, path: undefined, reason: 'so it is' })) },
    }).idle;
  const pinned = 'FROM a:1@sha256:0\n';
  expect(idle(`# ${ignore('base-image-by-digest')} for now\nFROM a:1\n`)).toEqual([]);
  expect(idle(`# ${ignore('base-image-by-digest')} for now\n${pinned}`)).toEqual([
    { place: 'Dockerfile:1', rule: 'base-image-by-digest' },
  ]);
  expect(idle(`# ${ignore('base-image-by-digest')} for now\nFROM a:1@sha256:0 AS a\nFROM b:1\n`)).toHaveLength(1);
  expect(idle(`${pinned}# ${ignore('no-host-path')} for now\n`)).toEqual([]);
  expect(idle(pinned, ['base-image-by-digest', 'no-host-path'])).toEqual([
    { place: '.kube-secure-controller.yaml: ignore[0]', rule: 'base-image-by-digest' },
  ]);
  expect(idle('FROM a:1\n', ['base-image-by-digest'])).toEqual([]);
});

test('prose about suppressions is not a suppression', () => {
  expect(
    audit(repositoryOf([['README.md', `    # ${ignore('no-host-path')}\n`]]), { rules: ['suppression-has-reason'] })
      .findings,
  ).toEqual([]);
});

test('SARIF has the place of a reason, and a finding keeps its fingerprint when its line moves', () => {
  const config = { ignore: [{ rule: 'base-image-by-digest', path: 'Dockerfile', reason: 'the release pins it' }] };
  const results = (text: string) =>
    JSON.parse(
      JSON.stringify(
        sarifReport(audit(repositoryOf([['Dockerfile', text]]), { config }), {
          name: 'a',
          version: '1.0.0',
          homepage: 'https://example.dev',
        }),
      ),
    ).runs[0].results;
  const before = results('FROM a:1\nFROM b:1\n');
  const after = results('# moved\nFROM a:1\nFROM b:1\n');
  const prints = (list: readonly { readonly partialFingerprints: object }[]) =>
    list.map(({ partialFingerprints }) => partialFingerprints);
  expect(prints(after)).toEqual(prints(before));
  expect(new Set(prints(before).map((one) => JSON.stringify(one))).size).toBe(before.length);
  expect(before.filter((one: { readonly ruleId: string }) => one.ruleId === 'base-image-by-digest')).toMatchObject(
    [1, 2].map(() => ({ suppressions: [{ kind: 'external', justification: 'the release pins it' }] })),
  );
});
