// The grade follows the worst open finding; the score is the share of kept rules.
import { expect, test } from 'vitest';
import type { Found } from '../../src/audit/finding.ts';
import { standingOf } from '../../src/audit/standing.ts';

const found = (rule: string, severity: Found['severity'], state: Found['state'] = 'broken'): Found => ({
  rule,
  severity,
  state,
  path: 'a',
  line: 1,
  subject: '',
  what: '',
  key: '',
  fingerprint: '',
  message: '',
  fix: 'manual',
});
const kept = ['no-privileged-container', 'no-host-path', 'no-host-ports', 'run-as-non-root'];

test.each([
  ['nothing applies', [], [], 'A', 100],
  ['all is kept', [], kept, 'A', 100],
  ['nothing is kept', [found('jobs-time-out', 'low')], [], 'B', 0],
  ['a low rule is broken', [found('jobs-time-out', 'low')], kept, 'B', 80],
  ['a medium rule is broken', [found('safe-sysctls', 'medium'), found('jobs-time-out', 'low')], kept, 'C', 66],
  [
    'a high rule is broken in two places',
    [found('safe-sysctls', 'high'), found('safe-sysctls', 'high')],
    kept,
    'D',
    80,
  ],
  ['a critical rule is broken', [found('no-wildcards', 'critical')], kept, 'F', 80],
  ['a rule could not be judged', [found('no-wildcards', 'critical', 'unknown')], kept, 'B', 100],
] as const)('%s', (_what, findings, rules, grade, score) =>
  expect(standingOf({ findings, kept: rules, suppressed: [] })).toMatchObject({ grade, score }),
);

test('each rule that applies counts once: broken, else unknown, else accepted, else kept', () => {
  const suppressed = ['no-host-pid', 'no-wildcards', 'jobs-time-out'].map((rule) => ({
    finding: found(rule, 'high'),
    reason: 'so it is',
    by: 'comment' as const,
  }));
  const findings = [
    found('no-wildcards', 'critical'),
    found('no-wildcards', 'critical', 'unknown'),
    found('jobs-time-out', 'low', 'unknown'),
  ];
  expect(standingOf({ findings, kept, suppressed }).rules).toEqual({ kept: 4, broken: 1, unknown: 1, accepted: 1 });
});

test('removing a finding, or keeping one more rule, never makes the grade worse', () => {
  const all = [found('no-wildcards', 'critical'), found('safe-sysctls', 'high'), found('jobs-time-out', 'low')];
  const steps = [3, 2, 1, 0].map((left) =>
    standingOf({
      findings: all.slice(3 - left),
      kept: [...kept, ...all.slice(0, 3 - left).map(({ rule }) => rule)],
      suppressed: [],
    }),
  );
  expect(steps.map(({ grade }) => grade)).toEqual(['F', 'D', 'B', 'A']);
  expect(steps.map(({ score }) => score)).toEqual([57, 71, 85, 100]);
});
