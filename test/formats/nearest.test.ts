import { expect, test } from 'vitest';
import { nearest } from '../../src/formats/nearest.ts';

test.each([
  ['adit', ['audit', 'rbac'], 'audit'],
  ['scoep', ['scope', 'owns'], 'scope'],
  ['Configmap', ['ConfigMap'], 'ConfigMap'],
  ['my-controller', ['audit', 'rbac'], undefined],
  ['', ['audit'], undefined],
])('%o, compared with %o, suggests %o', (word, words, expected) => expect(nearest(word, words)).toBe(expected));

test('a word of a million letters gets no suggestion, and is not compared letter by letter', () => {
  const words = Array.from({ length: 200 }, (_, at) => `a-name-of-ordinary-length-${at}`);
  const start = process.cpuUsage();
  expect(nearest('a'.repeat(1_000_000), words)).toBeUndefined();
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2);
});
