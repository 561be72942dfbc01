// `explain` shows the reason, a bad and a good example, the risk of the fix, and how to accept each rule.
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { cli, emptyFolder } from './run.ts';

describe.each(rules.map(({ id, advice }) => ({ id, advice })))('$id', ({ id, advice }) => {
  test('is explained completely, in lines that fit', async () => {
    const { status, stdout } = await cli(['explain', id], emptyFolder());
    expect(status).toBe(0);
    for (const part of ['What the fix may break: ', 'To accept it: ', `ignore[${id}]`, `docs/rules.md#${id}`])
      expect(stdout).toContain(part);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(advice);
    if (id !== 'role-over-cluster-role') expect(stdout).toMatch(/Bad, in \S+:\n {4}[^]*Good:\n {4}/);
  });
});

test('--json is one document', async () => {
  const { stdout } = await cli(['explain', 'no-host-pid', '--json'], emptyFolder());
  expect(JSON.parse(stdout)).toMatchObject({
    rule: 'no-host-pid',
    profile: 'regular',
    example: { path: 'deploy/deployment.yaml', bad: expect.stringContaining('hostPID: true') },
    accept: { configuration: expect.stringContaining('- rule: no-host-pid') },
  });
});

test.each([
  [['explain', 'no-host-pidd'], '"no-host-pidd" is not a rule (did you mean "no-host-pid"?).'],
  [['explain'], 'Name a rule'],
  [['explain', 'a', 'b'], 'Too many words'],
])('%j is refused', async (words, says) => {
  const { status, stderr } = await cli(words, emptyFolder());
  expect(status).toBe(2);
  expect(stderr).toContain(says);
});
