// The script of the GitLab component, run by a shell as the runner does, with the built program instead of the one from
// npm.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { fill, pod } from '../cli/hardenable.ts';
import { bin, emptyFolder } from '../cli/run.ts';

const component = path.resolve(import.meta.dirname, '../../examples/gitlab/templates/controller.yml');
const [inputs, jobs] = parseAllDocuments(readFileSync(component, 'utf8')).map((document) => document.toJS());

/** Runs the audit with inputs, in a repository with findings. */
async function run(given: Readonly<Record<string, string>>) {
  const folder = emptyFolder();
  const programs = path.join(folder, 'bin');
  const repository = path.join(folder, 'one');
  mkdirSync(programs);
  mkdirSync(repository);
  const program = path.join(programs, 'create-kube-secure-controller');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`, { mode: 0o755 });
  fill(repository, { 'pod.yaml': pod });
  writeFileSync(path.join(folder, 'script.sh'), jobs['controller-audit'].script.join('\n'));
  const variables = Object.entries<string>(jobs['.controller'].variables).map(([name, text]) => {
    const input = /^\$\[\[ inputs\.([\w-]+) \]\]$/.exec(text)?.[1] ?? '';
    return [name, given[input] ?? inputs.spec.inputs[input].default];
  });
  const env = { ...Object.fromEntries(variables), PATH: `${programs}:${process.env['PATH']}` };
  const { exitCode, stderr } = await execa('sh', ['-e', '../script.sh'], { cwd: repository, env, reject: false });
  return { exitCode, stderr, report: readFileSync(path.join(repository, 'gl-code-quality-report.json'), 'utf8') };
}

test('a finding fails the job, and is in the report that a merge request shows', async () => {
  const { exitCode, report } = await run({});
  expect(exitCode).toBe(1);
  const [first] = JSON.parse(report);
  // The required fields: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
  expect(first).toMatchObject({
    description: expect.any(String),
    check_name: expect.any(String),
    fingerprint: expect.any(String),
    severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
    location: { path: 'pod.yaml', lines: { begin: expect.any(Number) } },
  });
});

test('less severe findings than fail-on pass, and no input runs as a command', async () => {
  expect((await run({ 'fail-on': 'critical' })).exitCode).toBe(0);
  const { exitCode, stderr } = await run({ preset: '$(touch ../owned); ./none' });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('$(touch ../owned); ./none');
});
