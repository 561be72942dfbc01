// Fixes that a person must accept, and what they leave alone.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { decisionText } from '../../src/commands/harden/questions.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { rules as catalogue } from '../../src/rules/index.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

const reference = repositoryOf(
  scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates')),
);

/** The files after the accepted fixes of one rule. */
function agreed(rule: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    planHardening(repositoryOf(Object.entries(files)), reference, { rules: [rule], takes: ({ fix }) => fix === 'ask' })
      .after.files,
  );
}

const pod = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: a}
spec:
  containers:
    - name: one
      image: a
      volumeMounts:
        - name: mine # mine
          mountPath: /mine
    - name: two
      image: b
  volumes:
  - name: mine
    emptyDir: {sizeLimit: 1Mi}
`;
const mount =
  '        - name: kube-api-access\n          mountPath: /var/run/secrets/kubernetes.io/serviceaccount\n          readOnly: true\n';

test('a Pod gets its token by a volume, in every container', () => {
  const after = agreed('pod-mounts-no-default-token', { 'pod.yaml': pod })['pod.yaml'] ?? '';
  expect(after).toContain(
    `          mountPath: /mine\n${mount}    - name: two\n      image: b\n      volumeMounts:\n${mount}  volumes:\n  - name: mine\n    emptyDir: {sizeLimit: 1Mi}\n  - name: kube-api-access\n    projected:\n`,
  );
  expect(after).toMatch(/expirationSeconds: 3600/);
  expect(after).toMatch(/\n {2}automountServiceAccountToken: false\n/);
  expect(agreed('pod-mounts-no-default-token', { 'pod.yaml': after })['pod.yaml']).toBe(after);
});

test('a Pod without volumes gets both lists', () => {
  const bare = pod.replace(/ {6}volumeMounts:\n.*\n.*\n/, '').replace(/ {2}volumes:\n[^]*$/, '');
  const after = agreed('pod-mounts-no-default-token', { 'pod.yaml': bare })['pod.yaml'] ?? '';
  expect(after).toContain(`image: b\n      volumeMounts:\n${mount}  volumes:\n    - name: kube-api-access\n`);
});

test('the Pod of a chart is left to a person', () => {
  const files = { 'c/Chart.yaml': 'name: c\nversion: 1.0.0\n', 'c/templates/pod.yaml': pod };
  expect(agreed('pod-mounts-no-default-token', files)).toEqual(files);
});

test('unsafe code is forbidden in a package without unsafe code', () => {
  const files = { 'Cargo.toml': '[package]\nname = "a"\n', 'src/main.rs': 'fn main() {}\n' };
  expect(agreed('unsafe-forbidden', files)['Cargo.toml']).toBe(
    '[package]\nname = "a"\n\n[lints.rust]\nunsafe_code = "forbid"\n',
  );
  for (const other of [
    { ...files, 'src/main.rs': 'fn main() { unsafe {} }\n' },
    { ...files, 'Cargo.toml': '[package]\nname = "a"\n[workspace]\n' },
  ])
    expect(agreed('unsafe-forbidden', other)).toEqual(other);
});

test('a security policy links to no missing page', () => {
  expect(agreed('security-policy', {})['SECURITY.md']).not.toContain('docs/');
  expect(agreed('security-policy', { 'docs/security.md': '' })['SECURITY.md']).toContain('docs/security.md');
});

const job = (more: string, kind = 'Job'): string =>
  `apiVersion: ${kind === 'Job' ? 'batch' : 'apps'}/v1\nkind: ${kind}\nmetadata: {name: a, namespace: a${more}}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: a, image: a}]\n`;

/** A Pod without a workload. */
const bare = (more: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: a${more}}\nspec:\n  containers: [{name: a, image: a}]\n`;

const fixesOf = (text: string, rule = 'no-service-links'): readonly string[] =>
  audit(repositoryOf([['a.yaml', text]]), { rules: [rule] }).findings.map((one) => one.fix);

test.each([
  ['', 'Job', 'ask'],
  [', annotations: {helm.sh/hook: pre-install}', 'Job', 'safe'],
  [', annotations: {other: x}', 'Job', 'ask'],
  ['', 'Deployment', 'safe'],
])('a change of a Pod with {%s} in a %s needs a question if an existing Job would refuse it: %s', (more, kind, fix) =>
  expect(fixesOf(job(more, kind))).toEqual([fix]),
);

test.each([
  ['', 'ask'],
  [', annotations: {helm.sh/hook: test}', 'safe'],
  [', annotations: {other: x}', 'ask'],
  [', generateName: a-', 'safe'],
])(
  'a change of a Pod without a workload with {%s} needs a question if an existing one would refuse it: %s',
  (more, fix) => expect(fixesOf(bare(more))).toEqual([fix]),
);

test('a Job that Kubernetes deletes after it ended is created again', () =>
  expect(fixesOf(job('').replace('spec:\n', 'spec:\n  ttlSecondsAfterFinished: 60\n'))).toEqual(['safe']));

test.each([
  ['says that it is generated', '# This file is generated by a tool. Do not edit manually.\n', 'ask'],
  [
    'says so in another way',
    "# =====\n# automatically generated from templates\n# DON'T MANUALLY EDIT THIS FILE\n",
    'ask',
  ],
  ['has the common mark', '# @generated\n', 'ask'],
  ['was generated once', '# Generated by a tool; edit it as you like.\n', 'safe'],
  ['warns of something else', '# Do not edit the name: others refer to it.\n', 'safe'],
])('a change of a file needs a question if its head says that a tool writes it again: it %s', (_, head, fix) => {
  expect(fixesOf(`${head}${job('', 'Deployment')}`)).toEqual([fix]);
  expect(fixesOf(`${job('', 'Deployment')}${head}`)).toEqual(['safe']);
});

test.each([
  ['the Pod of a Job', job(''), 'delete the Job before'],
  ['a Pod without a workload', bare(''), 'A Pod that exists cannot be changed: delete it before'],
  ['the Pod of a Deployment', job('', 'Deployment'), ''],
  ['a generated file', `# generated, do not edit\n${job('', 'Deployment')}`, ''],
])('the question about %s says what to delete first', (_, text, expected) => {
  const rules = catalogue.filter(({ id }) => id === 'read-only-root-filesystem');
  const plan = planHardening(repositoryOf([['a.yaml', text]]), reference, {
    rules: rules.map(({ id }) => id),
    takes: ({ fix }) => fix === 'ask',
  });
  const said = rules
    .flatMap((rule) => decisionText(rule, plan, { paint: (_, text) => text, columns: undefined }))
    .join(' ');
  expect(said).toContain(expected);
  expect(said.includes('delete')).toBe(expected !== '');
});

test('the question about a generated file says that an edit does not last', () => {
  const [finding] = audit(repositoryOf([['a.yaml', `# generated, do not edit\n${job('', 'Deployment')}`]]), {
    rules: ['no-service-links'],
  }).findings;
  expect(finding?.decision).toContain('its next run undoes this');
});
