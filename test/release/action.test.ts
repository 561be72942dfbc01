// The action as a runner starts it: from the commit of a release, with its inputs in the environment.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { released } from './released.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'action-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const action = path.join(folder, 'action');
const workspace = path.join(folder, 'workspace');
let tag: string;

beforeAll(() => {
  const made = released(folder);
  tag = made.tag;
  execFileSync('git', ['clone', '--quiet', '--branch', tag, made.origin, action], { stdio: 'ignore' });
  execFileSync('git', ['init', '--quiet', workspace]);
  const words = ['bin/create-kube-secure-controller.js', path.join(workspace, 'good'), '--yes'];
  execFileSync(process.execPath, words, { cwd: action });
  execFileSync(process.execPath, [...words.slice(0, 1), path.join(workspace, 'bad'), '--yes'], { cwd: action });
  const deployment = path.join(workspace, 'bad/deploy/deployment.yaml');
  writeFileSync(deployment, readFileSync(deployment, 'utf8').replaceAll('runAsNonRoot: true', 'runAsNonRoot: false'));
});

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
}

/** The work of a runner: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax */
function step(inputs: Readonly<Record<string, string>>) {
  const { inputs: declared, runs }: Metadata = parse(readFileSync(path.join(action, 'action.yml'), 'utf8'));
  const given = Object.entries({
    ...Object.fromEntries(Object.entries(declared).map(([name, { default: value = '' }]) => [name, value])),
    ...inputs,
  });
  const output = path.join(folder, 'step-output');
  rmSync(output, { force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(action, runs.main)], {
    cwd: workspace,
    encoding: 'utf8',
    env: {
      ...{ PATH: process.env['PATH'], HOME: folder, GITHUB_WORKSPACE: workspace },
      ...{ GITHUB_OUTPUT: output, RUNNER_TEMP: path.join(folder, 'temp') },
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    },
  });
  const outputs = existsSync(output) ? readFileSync(output, 'utf8') : '';
  return {
    status,
    stdout,
    stderr,
    outputs: Object.fromEntries(
      outputs
        .trimEnd()
        .split('\n')
        .map((line) => line.split('=')),
    ),
  };
}

test('the tag contains the packed files, and nothing to install or build', () => {
  const { version, scripts, devDependencies } = JSON.parse(readFileSync(path.join(action, 'package.json'), 'utf8'));
  expect({ tag, scripts, devDependencies }).toEqual({
    tag: `v${version}`,
    scripts: undefined,
    devDependencies: undefined,
  });
  expect(existsSync(path.join(action, 'package-lock.json'))).toBe(false);
});

test('without inputs it audits, and a new repository gives status 0', () => {
  expect(step({ directory: 'good' })).toMatchObject({ status: 0, stderr: '', outputs: { status: '0' } });
});

test('a finding is an annotation with its place, and fails the step', () => {
  const { status, stdout, outputs } = step({ directory: 'bad' });
  expect({ status, outputs }).toEqual({ status: 1, outputs: { status: '1' } });
  expect(stdout).toMatch(/^::error file=bad\/deploy\/deployment\.yaml,line=\d+,title=run-as-non-root/m);
});

test('fail-on sets the severity at which the step fails', () => {
  expect(step({ directory: 'bad', 'fail-on': 'critical' }).status).toBe(0);
});

test('SARIF and the report are files that the outputs name, in addition to annotations', () => {
  const { status, stdout, outputs } = step({ directory: 'bad', format: 'annotations, sarif,json' });
  expect(status).toBe(1);
  expect(stdout).toContain('::error file=');
  expect(JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8')).runs).toHaveLength(1);
  expect(JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')).schemaVersion).toBe(1);
});

test('report creates one page from the reports in a folder', () => {
  const reports = path.join(workspace, 'reports');
  mkdirSync(reports);
  for (const directory of ['good', 'bad'])
    cpSync(step({ directory, format: 'json' }).outputs['report'] ?? '', path.join(reports, `${directory}.json`));
  const { status, stdout, outputs } = step({ command: 'report', directory: 'reports', format: 'text,html' });
  expect({ status, lines: stdout.split('\n').length > 3 }).toEqual({ status: 0, lines: true });
  expect(readFileSync(outputs['page'] ?? '', 'utf8')).toContain('<th scope="row">bad</th>');
});

test('rbac compares permissions with the code', () => {
  expect(step({ command: 'rbac', directory: 'good' }).status).toBe(0);
  const role = path.join(workspace, 'bad/deploy/rbac.yaml');
  writeFileSync(role, readFileSync(role, 'utf8').replace(/verbs: \["?/, '$&delete, '));
  expect(step({ command: 'rbac', directory: 'bad' })).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('delete'),
  });
});

test('a preset adds its requirements', () => {
  const preset = path.join(workspace, 'preset');
  mkdirSync(preset);
  writeFileSync(path.join(preset, 'preset.yaml'), 'rules: { security-policy: { required: true, reason: r } }\n');
  expect(step({ directory: 'good', preset: './preset' }).stdout).toContain('title=preset-current');
});

test.each([
  [{ command: 'harden' }, 'command "harden" must be one of audit, rbac, update'],
  [{ command: '__proto__' }, 'must be one of'],
  [{ format: 'sariff' }, 'format "sariff" is none of audit'],
  [{ command: 'rbac', preset: 'a@1.0.0' }, 'rbac does not know the input preset'],
  [{ 'fail-on': 'hihg' }, 'audit ended with status 2'],
  [{ directory: 'nowhere' }, 'audit ended with status 2'],
])('%o is refused as an annotation', (inputs, message) => {
  expect(step(inputs)).toMatchObject({ status: 2, stdout: expect.stringContaining(`::error::`) });
  expect(step(inputs).stdout).toContain(message);
});

test.each(['--help', '; touch touched', '$(touch touched)', '`touch touched`', '--json\n--help'])(
  'a directory named %j is a name, not a flag or a command',
  (directory) => {
    expect(step({ directory }).status).toBe(2);
    expect(existsSync(path.join(workspace, 'touched'))).toBe(false);
  },
);

test('a commit that is not a release reports that', () => {
  rmSync(path.join(action, 'dist'), { recursive: true });
  expect(step({ directory: 'good' })).toMatchObject({
    status: 2,
    stdout: expect.stringContaining('Use the commit of a release'),
  });
});
