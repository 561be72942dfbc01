// The number, and what limits it.
import { expect, test } from 'vitest';
import type { Finding } from '../../src/audit/finding.ts';
import { score } from '../../src/audit/score.ts';

const finding = (rule: string, severity: Finding['severity'], state: Finding['state'] = 'broken'): Finding => ({
  rule,
  severity,
  state,
  path: 'a',
  line: 1,
  subject: '',
  what: '',
  key: '',
  message: '',
  fix: 'manual',
});
const kept = [
  'no-privileged-container',
  'no-host-path',
  'no-host-ports',
  'drop-all-capabilities',
  'run-as-non-root',
  'seccomp-runtime-default',
  'no-privilege-escalation',
];

test.each([
  ['nothing applies', [], [], 100],
  ['all is kept', [], kept, 100],
  ['nothing is kept', [finding('jobs-time-out', 'low')], [], 0],
  ['a low rule is broken', [finding('jobs-time-out', 'low')], kept, 96],
  ['a high one limits', [finding('safe-sysctls', 'high')], kept, 70],
  ['a critical one limits more', [finding('no-wildcards', 'critical')], kept, 40],
  ['what could not be judged counts for nothing', [finding('no-wildcards', 'critical', 'unknown')], kept, 100],
] as const)('%s', (_what, findings, rules, expected) => expect(score({ findings, kept: rules })).toBe(expected));
