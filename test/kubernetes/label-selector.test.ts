import { expect, test } from 'vitest';
import { selectsLabels } from '../../src/kubernetes/label-selector.ts';

const labels = { app: 'web', tier: 'front' };
const requires = (key: string, operator: string, values?: readonly string[]) => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});

test.each([
  [{}, true],
  [{ matchLabels: { app: 'web' } }, true],
  [{ matchLabels: { app: 'web', tier: 'back' } }, false],
  [{ matchLabels: { constructor: 'web' } }, false],
  [requires('app', 'In', ['api', 'web']), true],
  [requires('app', 'In', ['api']), false],
  [requires('other', 'In', ['web']), false],
  [requires('app', 'NotIn', ['web']), false],
  [requires('other', 'NotIn', ['web']), true],
  [requires('app', 'Exists'), true],
  [requires('other', 'Exists'), false],
  [requires('app', 'DoesNotExist'), false],
  [requires('other', 'DoesNotExist'), true],
  [{ matchLabels: { app: 'web' }, ...requires('tier', 'In', ['back']) }, false],
  [requires('app', 'Gt', ['1']), undefined],
  [{ matchLabels: 'app' }, undefined],
  [{ app: 'web' }, undefined],
  ['app', undefined],
])('selects the labels with %j', (selector, expected) => {
  expect(selectsLabels(selector, labels)).toBe(expected);
});
