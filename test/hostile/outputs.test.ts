// Names and texts of a repository in every output of every command: none steers a terminal or a log.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, emptyFolder } from '../cli/run.ts';
import { evil, expectHarmless } from './hostile-words.ts';

/**
 * A repository with the text wherever a report may quote it: names of files, objects and programs, reasons, and source
 * lines.
 */
function repositoryWith(text: string): string {
  const root = emptyFolder();
  const write = (file: string, content: string): void => {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  };
  const quoted = JSON.stringify(text);
  const inName = text.replaceAll('/', '_');
  write(
    'Cargo.toml',
    `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\ndescription = ${tomlString(text)}\n[[bin]]\nname = "app"\npath = "src/main.rs"\n[dependencies]\nkube = "4"\nk8s-openapi = "0.27"\n`,
  );
  write(
    'src/main.rs',
    `mod other; // ${text.replaceAll(/[\n\r\u2028]/g, ' ')}\nuse k8s_openapi::api::core::v1::{ConfigMap, Secret};\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() -> Result<(), kube::Error> {\n    let client = Client::try_default().await?;\n    let all: Api<Secret> = Api::all(client.clone()); /* ${text.replaceAll(/[\n\r\u2028]/g, ' ')} */\n    all.list(&Default::default()).await?; // ${text.replaceAll(/[\n\r\u2028]/g, ' ')}\n    let named: Api<ConfigMap> = Api::namespaced(client, ${quoted});\n    named.get(${quoted}).await?;\n    Ok(())\n}\n`,
  );
  write('src/other.rs', 'pub fn nothing() {}\n');
  write(`deploy/${inName}.yaml`, workload(quoted));
  write(`deploy/role-${inName}.yaml`, grants(quoted));
  write(`.github/workflows/${inName}.yml`, workflow(quoted));
  write(
    'deploy/ignored.yaml',
    `# kube-secure-controller: ignore[image-by-digest] ${text.split(/[\n\r\u2028]/)[0] ?? ''}\n${workload('"b"')}`,
  );
  write(
    '.kube-secure-controller.yaml',
    `ignore:\n  - rule: no-host-network\n    reason: ${quoted}\n  - rule: no-host-path\n    path: ${quoted}\n    reason: ${quoted}\n`,
  );
  write('Dockerfile', `FROM rust:1\nRUN echo ${text.replaceAll(/[\n\r\u2028]/g, ' ')}\nCOPY . ${quoted}\n`);
  write(`broken-${inName}.yaml`, `a: [${quoted}`);
  return root;
}

function workload(name: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${name}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      serviceAccountName: ${name}\n      hostNetwork: true\n      containers:\n        - name: ${name}\n          image: ${name}\n          command: [app, ${name}]\n          env: [{name: ${name}, value: ${name}}]\n`;
}

function grants(name: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}\nrules:\n  # ${name}\n  - apiGroups: ["", ${name}]\n    resources: [secrets, ${name}]\n    resourceNames: [${name}]\n    verbs: [get, ${name}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: ${name}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: ${name}, namespace: ${name}}]\n`;
}

function workflow(name: string): string {
  return `name: ${name}\non: pull_request_target\njobs:\n  ${name}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${name}\n      - uses: actions/checkout@v4\n      - name: ${name}\n        run: |\n          echo "\${{ github.event.issue.title }}" ${name}\n`;
}

/** In the form of TOML, with every control character as an escape. */
function tomlString(text: string): string {
  const escaped = [...text].map((mark) => `\\U${(mark.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`);
  return `"${escaped.join('')}"`;
}

const commands: readonly (readonly string[])[] = [
  ['audit', '.'],
  ['audit', '.', '--json'],
  ['audit', '.', '--format', 'sarif'],
  ['audit', '.', '--since', 'HEAD'],
  ['audit', '.', '--format', 'codeclimate'],
  ['audit', '.', '--format', 'concise'],
  ['audit', '.', '--format', 'github'],
  ['audit', '.', '--format', 'html'],
  ['audit', '.', '--profile', 'auditor', '--full'],
  ['rbac', '.'],
  ['rbac', '.', '--json'],
  ['rbac', '.', '--check'],
  ['rbac', '.', '--check', '--json'],
  ['rbac', '.', '--check', '--format', 'sarif'],
  ['rbac', '.', '--explain', 'configmaps:get'],
  ['harden', '.', '--dry-run'],
  ['harden', '.', '--dry-run', '--json'],
  ['create', '--help'],
  ['.', '--yes'],
  ['.', '--yes', '--json', '--force', '--dry-run'],
  ['update', '.', '--check'],
  ['harden', '.', '--yes'],
  ['rbac', '.', '--write'],
];

describe.each(Object.keys(evil))('%s', (kind) => {
  const text = evil[kind] ?? '';
  test('stays text in the output of every command', async () => {
    const root = repositoryWith(text);
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { cwd: root });
    git('init', '-q');
    git('add', '--all');
    git('commit', '-qm', 'a');
    for (const words of [
      ...commands,
      [text, '--yes'],
      ['audit', text],
      ['rbac', '.', '--explain', text],
      ['audit', '.', '--rules', text],
    ]) {
      const outcome = await cli(words, root);
      expectHarmless(words, outcome);
      // A report, not a refusal, which would quote only one text.
      if (words[0] === 'audit' && words[1] === '.' && !words.includes(text))
        expect({ words, ...outcome }).toMatchObject({ words, status: words.includes('--since') ? 0 : 1, stderr: '' });
    }
  }, 300_000);
});
