// Formats with one line each, and formats of other programs: complete, correctly escaped, with paths from the root of
// the git repository.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { audit } from '../../src/audit/audit.ts';
import { annotations, codeClimateReport, conciseReport } from '../../src/audit/line-reports.ts';
import { select } from '../../src/audit/select.ts';
import { commandOf } from '../../src/formats/annotation.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { fill } from '../cli/hardenable.ts';
import { emptyFolder, program } from '../cli/run.ts';

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: a}\nspec:\n  hostPID: true\n  containers: [{name: c, image: a}]\n`;
const files = { 'deploy/100%, a:b.yaml': pod('a'), 'deploy/b.yaml': pod('b'), 'broken.yaml': 'kind: Pod\n  a: [\n' };
const selection = select(audit(repositoryOf(Object.entries(files))));

/** Reads a command as the runner does. Source: ActionCommand.TryParseV2 of github.com/actions/runner. */
function readCommand(line: string): Readonly<Record<string, string>> {
  const [, level = '', words = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
  const unescape = (text: string, marks: readonly (readonly [string, string])[]): string =>
    marks.reduce((now, [code, mark]) => now.replaceAll(code, mark), text);
  const common = [
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%25', '%'],
  ] as const;
  const properties = words.split(',').map((word) => {
    const end = word.indexOf('=');
    return [word.slice(0, end), unescape(word.slice(end + 1), [['%3A', ':'], ['%2C', ','], ...common])];
  });
  return { level, ...Object.fromEntries(properties), message: unescape(data, common) };
}

describe('an annotation', () => {
  test('is one line that the runner reads correctly, whatever a name contains', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'grapheme-ascii' }), (file, message) => {
        const line = commandOf({ level: 'error', file, line: 3, title: 'a, b: c', message });
        expect(readCommand(line)).toEqual({ level: 'error', file, line: '3', title: 'a, b: c', message });
      }),
    ));

  test('does not end early at a line break, and starts no other command', () => {
    const line = commandOf({
      level: 'notice',
      file: 'a\n::error::b',
      line: 1,
      title: '\r\n',
      message: '\n::stop-commands::x',
    });
    expect(line.split(/[\r\n]/)).toHaveLength(1);
  });

  test('appears for each cause at its first place, in order', () => {
    const read = annotations(selection, 'sub/').map((one) => readCommand(commandOf(one)));
    expect(read.map(({ file, title = '' }) => [file, title.split(' ')[0]])).toEqual(
      selection.causes.map(({ rule, places }) => [`sub/${places[0].path}`, rule.id]),
    );
    for (const { message } of read) expect(message).toContain('explain ');
  });
});

test('the concise format has one line for each place', () => {
  const lines = conciseReport(selection);
  expect(lines).toHaveLength(selection.findings.length);
  expect(lines.join('\n')).toMatch(/^deploy\/b\.yaml:5: high no-host-pid: Pod b: hostPID is true/m);
  expect(lines.filter((line) => line.includes(' unknown '))).toHaveLength(1);
});

test('the Code Climate format has one issue for each place, in the form that GitLab requires', () => {
  const issues = JSON.parse(JSON.stringify(codeClimateReport(selection, 'sub/')));
  expect(issues).toHaveLength(selection.findings.length);
  expect(new Set(issues.map(({ fingerprint }: { readonly fingerprint: string }) => fingerprint)).size).toBe(
    issues.length,
  );
  for (const issue of issues) {
    expect(issue).toMatchObject({
      type: 'issue',
      categories: ['Security'],
      location: { path: expect.stringMatching(/^sub\//) },
    });
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue.severity);
    for (const text of [issue.description, issue.check_name, issue.content.body]) expect(text).not.toBe('');
    expect(issue.location.lines.begin).toBeGreaterThan(0);
  }
});

test('paths start at the root of the git repository in every format that a server reads', () => {
  const top = emptyFolder();
  fill(top, { 'operator/pod.yaml': pod('a') });
  execFileSync('git', ['init', '--quiet'], { cwd: top });
  const run = (format: string, cwd: string) =>
    program(['audit', '--rules', 'no-host-pid', '--format', format], cwd).stdout;
  const cwd = path.join(top, 'operator');
  expect(run('github', cwd)).toMatch(/^::error file=operator\/pod\.yaml,line=5,/);
  expect(run('codeclimate', cwd)).toContain('"path": "operator/pod.yaml"');
  expect(run('sarif', cwd)).toContain('"uri": "operator/pod.yaml"');
  expect(run('concise', cwd)).toMatch(/^pod\.yaml:5: high no-host-pid: /);
});
