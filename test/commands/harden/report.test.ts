// The steps that remain: a short list is complete, and a long one counts the rest, so that other rules stay visible.
import { expect, test } from 'vitest';
import { audit } from '../../../src/audit/audit.ts';
import { reviewAdvice } from '../../../src/commands/review-advice.ts';
import { reportText } from '../../../src/commands/harden/report.ts';
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

test('four steps of a rule are all named', () => {
  const lines = report([1, 2, 3, 4].map((line) => step('a.yml', line)));
  expect(lines.filter((line) => line.startsWith('a.yml'))).toHaveLength(4);
  expect(lines.join()).not.toContain('more of');
});

test('with more than four steps, the rest is counted with its number of files, and another rule stays visible', () => {
  const lines = report([
    ...[1, 2, 3, 4].map((line) => step('a.yml', line)),
    step('b.yml', 5),
    step('c.yml', 6, 'no-host-path'),
  ]);
  expect(lines).toEqual([
    'Left to you',
    'a.yml:1  jobs-time-out: job 1',
    'a.yml:2  jobs-time-out: job 2',
    'a.yml:3  jobs-time-out: job 3',
    'and 2 more of jobs-time-out in 2 files; --json lists all',
    'c.yml:6  no-host-path: job 6',
    '',
    'Nothing was written.',
  ]);
});

test('a refusal has its reason', () => {
  expect(report([step('a.yml', 1, 'jobs-time-out', 'refused')])).toContain('a.yml:1  jobs-time-out: so it is');
});

test('the next step is shown only after a write', () => {
  const file = { path: 'a.yaml', before: 'a\n', after: 'b\n', diff: '' };
  expect(report([], [file]).at(-1)).toBe(reviewAdvice);
  expect(report([])).not.toContain(reviewAdvice);
});
