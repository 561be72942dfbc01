// A flag that declares its values takes no other, and its help shows them.
import { expect, test } from 'vitest';
import { formOf, parseArguments } from '../../src/cli/arguments.ts';
import { auditFlags } from '../../src/commands/audit/flags.ts';
import { rbacFlags } from '../../src/commands/rbac/flags.ts';

const closed = [...auditFlags, ...rbacFlags].filter(({ values }) => values !== undefined);

test.each(closed)('--$name takes its values alone', (flag) => {
  const problemsOf = (value: string): readonly string[] =>
    parseArguments([`--${flag.name}`, value], [flag], 0).problems;
  expect(flag.values?.flatMap(problemsOf)).toEqual([]);
  expect(problemsOf('else')).toEqual([`--${flag.name} "else" must be one of ${flag.values?.join(', ')}.`]);
  expect(formOf(flag)).toBe(flag.values?.join('|'));
});

test('some flags declare their values', () => {
  expect(closed.map(({ name }) => name)).toEqual(['profile', 'min-severity', 'fail-on', 'format', 'fail-on', 'format']);
});
