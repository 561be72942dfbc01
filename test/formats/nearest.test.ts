import { expect, test } from 'vitest';
import { nearest } from '../../src/formats/nearest.ts';

test.each([
  ['adit', ['audit', 'rbac'], 'audit'],
  ['scoep', ['scope', 'owns'], 'scope'],
  ['Configmap', ['ConfigMap'], 'ConfigMap'],
  ['my-controller', ['audit', 'rbac'], undefined],
  ['', ['audit'], undefined],
])('%o among %o means %o', (word, words, expected) => expect(nearest(word, words)).toBe(expected));
