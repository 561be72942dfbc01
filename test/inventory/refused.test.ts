// Input that kustomize and Helm refuse is unknown at the same place; test/judges shows that they refuse it.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { firstViolation } from '../../src/formats/json-schema/first-violation.ts';
import { compares } from '../../src/formats/helm/versions.ts';
import { readRepository } from '../../src/repo/read.ts';

const folder = 'test/inventory/refused';

const places = new Map([
  ['component-as-resource', 'kustomization.yaml:3'],
  ['dependency', 'Chart.yaml:5'],
  ['fails', 'templates/pod.yaml:2'],
  ['field', 'kustomization.yaml:3'],
  ['kubernetes', 'Chart.yaml:4'],
  ['notes', 'templates/NOTES.txt:1'],
  ['required', 'templates/pod.yaml:9'],
  ['schema', 'values.yaml:2'],
  ['twice', 'kustomization.yaml:3'],
]);

test.each(readdirSync(folder))('%s is unknown at its line, and its objects are judged anyway', (name) => {
  const { findings } = audit(readRepository(`${folder}/${name}`), { rules: ['understood', 'no-host-pid'] });
  expect(findings.filter(({ rule }) => rule === 'understood').map((one) => `${one.path}:${one.line}`)).toEqual([
    places.get(name),
  ]);
  expect(findings.some(({ rule, state }) => rule === 'no-host-pid' && state === 'broken')).toBe(true);
});

test.each([
  [{ type: 'object', required: ['a'] }, {}, 'lacks a'],
  [{ properties: { a: { enum: [1, 2] } } }, { a: 3 }, 'none of the values'],
  [{ additionalProperties: false, properties: { a: true } }, { b: 1 }, 'not allowed'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, null, undefined],
  [{ if: { required: ['a'] }, then: { required: ['b'] } }, { a: 1 }, 'lacks b'],
  [{ pattern: '^v[0-9]+$' }, 'v1', undefined],
  [{ pattern: '^v[0-9]+$' }, '1', 'does not match'],
])('a value against the schema %j', (schema, value, message) => {
  const found = firstViolation(schema, value);
  if (message === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject({ message: expect.stringContaining(message) });
});

test.each([
  ['a reference to itself', { $ref: '#' }],
  [
    'references that multiply',
    {
      $ref: '#/$defs/0',
      $defs: Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [
          at,
          { allOf: [{ $ref: `#/$defs/${at + 1}` }, { $ref: `#/$defs/${at + 1}` }] },
        ]),
      ),
    },
  ],
  ['a remote schema', { $ref: 'https://example.dev/schema.json' }],
])('%s is unknown, and ends', (_, schema) => {
  expect(firstViolation(schema, 'a'.repeat(1000))).toBe('unknown');
});

test.each([
  ['^(a|a)*$', undefined],
  ['.*.*.*.*.*b', expect.objectContaining({ message: expect.stringContaining('does not match') })],
  ['^(?=a)', 'untried'],
])('the expression %s is evaluated only in linear time', (pattern, answer) => {
  expect(firstViolation({ pattern }, 'a'.repeat(1000))).toEqual(answer);
});

test.each([
  ['>=1.20.0-0', true],
  ['>= 1.22.0, < 1.36.0', false],
  ['^1.30', true],
  ['~1.35', false],
  ['1.x', true],
  ['1.20 - 1.36', true],
  ['<1.20 || >=1.30', true],
  ['not a range', 'unknown'],
])('Kubernetes 1.36 in the range %s', (range, answer) => {
  const found = compares(range, 'v1.36.0');
  expect(typeof found === 'symbol' ? 'unknown' : found).toBe(answer);
});
