// The steps that remain: a short list is complete, and a long one counts the rest, so that other rules stay visible.
import { expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.ts';
import { reviewAdvice } from '../../../src/commands/review-advice.ts';
import { planText, reportText } from '../../../src/commands/harden/report.ts';
import type { Step } from '../../../src/harden/apply.ts';
import { repositoryOf } from '../../../src/repo/repository.ts';

const step = (path: string, line: number, rule = 'jobs-time-out', outcome: Step['outcome'] = 'left'): Step => ({
  finding: {
    rule,
    severity: 'low',
    state: 'broken',
    path,
    line,
    subject: '',
    what: '',
    message: `job ${line}`,
    fix: 'ask',
    key: '',
  },
  outcome,
  why: 'so it is',
});
const repository = repositoryOf([]);
const report = (steps: readonly Step[], written: Parameters<typeof reportText>[1] = []): readonly string[] =>
  reportText({ before: repository, after: repository, steps, faults: [] }, written, (one) => audit(one), {
    paint: (_: unknown, text: string) => text,
    columns: undefined,
  }).map((line) => line.trim());

test('two steps of a rule are both named', () => {
  const lines = report([1, 2].map((line) => step('a.yml', line)));
  expect(lines.filter((line) => line.startsWith('a.yml'))).toHaveLength(2);
  expect(lines.join()).not.toContain('more of');
});

test('with more than two steps, the rest is counted with its number of files, and another rule stays visible', () => {
  const lines = report([
    ...[1, 2].map((line) => step('a.yml', line)),
    step('b.yml', 5),
    step('c.yml', 6, 'no-host-path'),
  ]);
  expect(lines).toEqual([
    'Left to your decision: harden asks in a terminal',
    'a.yml:1  jobs-time-out: job 1',
    'and 2 more of jobs-time-out in 2 files; --json lists all',
    'c.yml:6  no-host-path: job 6',
    '',
    'Nothing was written.',
  ]);
});

test('what only a person can do stands apart from what harden would do', () => {
  const { finding, ...rest } = step('a.yml', 1, 'no-host-path');
  const manual: Step = { finding: { ...finding, fix: 'manual' }, ...rest };
  expect(report([manual, step('b.yml', 2)])).toEqual([
    'Left to your decision: harden asks in a terminal',
    'b.yml:2  jobs-time-out: job 2',
    '',
    'Left to you, by hand',
    'a.yml:1  no-host-path: job 1',
    '',
    'Nothing was written.',
  ]);
});

test('what is to be known before a decision is said once for all files', () => {
  const known = (path: string): Step => {
    const { finding, ...rest } = step(path, 1);
    return { finding: { ...finding, decision: 'A tool writes this.' }, ...rest };
  };
  expect(report([known('a.yml'), known('a.yml')])).toContain('a.yml: A tool writes this.');
  expect(report([known('a.yml'), known('b.yml')])).toContain('a.yml and 1 more file: A tool writes this.');
  expect(report([known('a.yml'), known('b.yml'), known('c.yml')])).toContain(
    'a.yml and 2 more files: A tool writes this.',
  );
});

test('a copy that was rendered from a changed chart is named', () => {
  const files = {
    'charts/a/Chart.yaml': 'name: a\n',
    'charts/a/values.yaml': 'b: 1\n',
    'yaml/all.yaml': '---\n# Source: a/templates/b.yaml\nkind: Pod\n',
    'yaml/other.yaml': '---\n# Source: other/templates/b.yaml\nkind: Pod\n',
  };
  const said = (changed: string): readonly string[] => {
    const all = repositoryOf(Object.entries(files));
    const written = [{ path: changed, before: 'a\n', after: 'b\n', diff: '' }];
    const page = { paint: (_: unknown, text: string) => text, columns: undefined };
    return reportText({ before: all, after: all, steps: [], faults: [] }, written, (one) => audit(one), page);
  };
  const title = 'Rendered from a chart that changed, so render them again';
  expect(said('charts/a/values.yaml')).toContain(title);
  expect(said('charts/a/values.yaml')).toContain('  yaml/all.yaml  (from charts/a)');
  expect(said('charts/a/values.yaml').join()).not.toContain('other.yaml');
  expect(said('charts/a/README.md')).not.toContain(title);
  expect(said('Dockerfile')).not.toContain(title);
});

test('a refusal has its reason', () => {
  expect(report([step('a.yml', 1, 'jobs-time-out', 'refused')])).toContain('a.yml:1  jobs-time-out: so it is');
});

test('the next step is shown only after a write', () => {
  const file = { path: 'a.yaml', before: 'a\n', after: 'b\n', diff: '' };
  expect(report([], [file]).at(-1)).toBe(reviewAdvice);
  expect(report([])).not.toContain(reviewAdvice);
});

const page = { paint: (_: unknown, text: string) => text, columns: undefined };
const numbered = (number: number): readonly string[] => Array.from({ length: number }, (_, at) => `f${at}.yml`);

test.each([
  [30, 30, undefined],
  [31, 29, 'and 2 more; --json lists all'],
  [600, 29, 'and 571 more; --json lists all'],
])('of %i written files %i are listed, and the rest is counted', (number, listed, rest) => {
  const lines = report(
    [],
    numbered(number).map((path) => ({ path, before: 'a\n', after: 'b\n', diff: '' })),
  );
  expect(lines.filter((line) => /^f\d+\.yml$/.test(line))).toHaveLength(listed);
  expect(lines.find((line) => line.startsWith('and '))).toBe(rest);
  expect(lines).toContain(`${number} files written.`);
});

test('a plan names each file and rule, and one for a large repository each rule with its number of files', () => {
  const planned = (files: readonly string[]): readonly string[] => {
    const steps = files.flatMap((path) => [
      step(path, 1, 'jobs-time-out', 'made'),
      step(path, 2, 'jobs-time-out', 'made'),
      step(path, 3, 'token-without-rights', 'made'),
    ]);
    return planText({ before: repository, after: repository, steps, faults: [] }, undefined, page).map((line) =>
      line.trim(),
    );
  };
  expect(planned(numbered(15))).toHaveLength(1 + 30 + 1);
  expect(planned(numbered(16))).toEqual([
    'What is safe to change',
    'f0.yml and 15 more files  jobs-time-out',
    'f0.yml and 15 more files  token-without-rights',
    '',
  ]);
});
