// A flag with declared values accepts no other, and its help shows them.
import { expect, test } from 'vitest';
import { formOf, parseArguments } from '../../src/cli/arguments.ts';
import { auditFlags } from '../../src/commands/audit/flags.ts';
import { rbacFlags } from '../../src/commands/rbac/flags.ts';
import { reportFlags } from '../../src/commands/report/flags.ts';
import { cli, emptyFolder } from './run.ts';

const closed = [...auditFlags, ...rbacFlags].filter(({ values }) => values !== undefined);

test.each(closed)('--$name accepts only its values', (flag) => {
  const problemsOf = (value: string): readonly string[] =>
    parseArguments([`--${flag.name}`, value], [flag], 0).problems;
  expect(flag.values?.flatMap(problemsOf)).toEqual([]);
  expect(problemsOf('else')).toEqual([`--${flag.name} "else" must be one of ${flag.values?.join(', ')}.`]);
  expect(formOf(flag)).toBe(flag.values?.join('|'));
});

test('some flags declare their values', () => {
  expect(closed.map(({ name }) => name)).toEqual(['profile', 'min-severity', 'fail-on', 'format', 'fail-on', 'format']);
});

test.each([
  ['audit', auditFlags],
  ['rbac', rbacFlags],
  ['report', reportFlags],
])('%s accepts --format json for --json', (_, flags) => {
  for (const words of [['--format', 'json'], ['--format=json'], ['--json']])
    expect(parseArguments(words, flags, 0)).toEqual({
      flags: new Map([['json', true]]),
      positionals: [],
      problems: [],
    });
});

test.each([
  [['audit', '--format', 'json', '--rules', 'none'], true],
  [['audit', '--format=json', '--rules', 'none'], true],
  [['audit', '--json', '--rules', 'none'], true],
  [['audit', '--format', 'text', '--rules', 'none'], false],
])('with the error in %j, standard output is a document: %j', async (words, isDocument) => {
  const { status, stdout } = await cli(words, emptyFolder());
  expect(status).toBe(2);
  if (isDocument) expect(JSON.parse(stdout)).toMatchObject({ error: { status: 2 } });
  else expect(stdout).toBe('');
});
