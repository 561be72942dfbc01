// The verdict about a permission depends only on which of the three witnesses has it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareThree, type Verdict } from '../../../src/permissions/observed/compare.ts';
import { observedText } from '../../../src/permissions/observed/report.ts';

const noCalls = { followed: 0, modelled: 0, nothing: 0, unknown: 0, reasons: {} };
const verbs = ['get', 'list', 'patch', 'watch'] as const;
type Verb = (typeof verbs)[number];
const key = (verb: Verb) => ({ group: 'apps', resource: 'deployments', verb });
const need = (verb: Verb, condition: string | null = null) => ({
  ...({ ...key(verb), scope: 'cluster', namespaces: [], resourceNames: [], condition } as const),
  evidence: [{ path: 'src/main.rs', line: 5, trail: [] }],
});
const grant = (verb: string, line = 2) => ({ ...key('get'), verb, path: 'rbac.yaml', line });
const use = (verb: Verb) => ({
  ...{ ...key(verb), requests: 1, denied: 0, namespaces: ['team'] },
  example: { uri: '/x', time: 't', file: 'audit.log' },
});
const binary = (permissions: readonly ReturnType<typeof need>[]) => [
  { name: 'app', path: 'src/main.rs', permissions, unknown: [], faults: [], calls: noCalls },
];

/** By inferred, granted and used. */
const verdicts: Readonly<Record<string, Verdict>> = {
  ...{ 'true true true': 'agreed', 'false true true': 'not-inferred', 'false false true': 'observed-only' },
  ...{ 'true false true': 'not-granted', 'true true false': 'not-exercised', 'true false false': 'inferred-only' },
  'false true false': 'unused',
};

test('each known permission has one row with the verdict of code, roles and logs', () => {
  const some = fc.subarray([...verbs]);
  fc.assert(
    fc.property(some, some, some, (inferred, granted, used) => {
      const rows = compareThree(
        binary(inferred.map((verb) => need(verb))),
        granted.map((verb) => grant(verb)),
        used.map(use),
      );
      const known = verbs.filter((verb) => [inferred, granted, used].some((list) => list.includes(verb)));
      expect(rows.map(({ verb, verdict }) => [verb, verdict])).toEqual(
        known.map((verb) => [verb, verdicts[[inferred, granted, used].map((list) => list.includes(verb)).join(' ')]]),
      );
    }),
  );
});

test('a wildcard of verbs grants the verbs of the others, and has a row of its own', () => {
  const rows = compareThree(binary([need('get')]), [grant('*')], [use('get'), use('list')]);
  expect(rows.map(({ verb, verdict, grantedAt }) => [verb, verdict, grantedAt])).toEqual([
    ['*', 'unused', ['rbac.yaml:2']],
    ['get', 'agreed', ['rbac.yaml:2']],
    ['list', 'not-inferred', ['rbac.yaml:2']],
  ]);
});

test('a need has a condition only if each of its calls has one', () => {
  const conditions = (...needs: readonly ReturnType<typeof need>[]) =>
    compareThree(binary(needs), [grant('get')], []).map(({ condition }) => condition);
  expect(conditions(need('get', 'if a'))).toEqual(['if a']);
  expect(conditions(need('get', 'if a'), need('get', 'if b'))).toEqual(['if a']);
  expect(conditions(need('get', 'if a'), need('get'))).toEqual([null]);
});

test('the last line counts each verdict, and names unknown places only if a used permission was not inferred', () => {
  const last = (used: readonly Verb[]) => {
    const rows = compareThree(binary([need('get')]), [grant('get'), grant('watch')], used.map(use));
    const witnessed = [{ users: ['u'], binaries: ['app'], rows }];
    return observedText(witnessed, { files: 1, skipped: 0, unknown: 3 }, (_, text) => text).at(-1);
  };
  expect(last(['get'])).toBe('1 log read. 1 agreed, 1 unused.');
  expect(last(['get', 'watch', 'list'])).toBe(
    '1 log read. 1 agreed, 1 not-inferred, 1 observed-only. The source has 3 unknown places; permissions that were used but not inferred may come from there.',
  );
});
