// The order of differences, and the installations that a report names: laws over random comparisons.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Excess, JudgedParty, Missing, Used } from '../../src/permissions/check.ts';
import { lackedBySome, sorted } from '../../src/permissions/order.ts';

const noCalls = { followed: 0, modelled: 0, nothing: 0, unknown: 0, reasons: {} };
const severities = ['critical', 'high', 'medium', 'low'] as const;
const common = { scope: 'namespace', namespaces: [], resourceNames: [], conditions: [], evidence: [] } as const;
const bound = { ...common, wildcard: false, isOff: false, isBound: true } as const;

const excess: fc.Arbitrary<Excess> = fc
  .record({
    severity: fc.constantFrom(...severities),
    path: fc.constantFrom('a.yaml', 'b.yaml', 'c.yaml'),
    line: fc.integer({ min: 1, max: 12 }),
    verb: fc.constantFrom('get', 'list'),
    group: fc.constant(''),
    resource: fc.constantFrom('pods', 'secrets'),
  })
  .map((one) => ({ ...bound, ...one, why: '', doubt: null }));

const placeOf = ({ path, line, group, resource, verb }: Excess): string =>
  [path, line, group, resource, verb].join(' ');

test('unused permissions are sorted by severity, then by path, then by line, and each place is listed once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(excess, { selector: placeOf, maxLength: 12 }), (list) => {
      const shown = sorted([...list, ...list]);
      expect(new Set(shown.map(placeOf))).toEqual(new Set(list.map(placeOf)));
      expect(shown).toHaveLength(list.length);
      for (const [at, one] of shown.entries()) {
        const next = shown[at + 1];
        if (next === undefined) continue;
        const [first, second] = [one, next].map(({ severity }) => severities.indexOf(severity)) as [number, number];
        expect(first).toBeLessThanOrEqual(second);
        if (first === second) expect(one.path <= next.path).toBe(true);
        if (first === second && one.path === next.path) expect(one.line).toBeLessThanOrEqual(next.line);
      }
    }),
  );
});

const missing: Missing = {
  ...{ ...common, group: '', resource: 'pods', verb: 'get', condition: null },
  ...{ binary: 'app', path: 'src/main.rs', line: 3, note: null },
};
const grant: Used = { ...bound, group: '', resource: 'pods', verb: 'get', path: 'b.yaml', line: 7, doubt: null };

/** An installation of one program that lacks or grants the permission. */
function party(installedBy: string, binary: string, more: Partial<JudgedParty>): JudgedParty {
  const binaries = [{ name: binary, path: 'src/main.rs', permissions: [], unknown: [], faults: [], calls: noCalls }];
  const none = { missing: [], enforced: [], excess: [], unknown: [], undecided: [], used: [] };
  return { account: 'app', binaries, installedBy, ...none, ...more };
}

const lacks = (installedBy: string, binary = 'app') => party(installedBy, binary, { missing: [missing] });
const grants = (installedBy: string, binary = 'app', one = grant) => party(installedBy, binary, { used: [one] });

test('a permission that one installation grants and another lacks names both, and the line of the grant', () => {
  const { note, lackedBy } = lackedBySome(missing, [lacks('chart'), grants('deploy')]);
  expect({ note, lackedBy }).toEqual({
    note: 'It is granted by deploy (b.yaml:7), not by chart.',
    lackedBy: ['chart'],
  });
  expect(lackedBySome({ ...missing, note: 'Why.' }, [lacks('a'), lacks('b'), grants('c')]).note).toBe(
    'Why. It is granted by c (b.yaml:7), not by a, b.',
  );
});

test.each([
  ['every installation lacks it', [lacks('a'), lacks('b')]],
  ['another program has the grant', [lacks('a'), grants('b', 'other')]],
  ['only other values of a chart grant it', [lacks('a'), grants('b', 'app', { ...grant, isOff: true })]],
  ['the grant is for another verb', [lacks('a'), grants('b', 'app', { ...grant, verb: 'list' })]],
])('no installation is named if %s', (_, parties) => expect(lackedBySome(missing, parties)).toBe(missing));
