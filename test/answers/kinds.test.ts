// Further kinds: one word each, and the words that are refused.
import { expect, test } from 'vitest';
import { declaredKinds, kindFrom, moduleOf, wordOf } from '../../src/answers/kinds.ts';
import { settle } from '../../src/answers/resolve.ts';

test('a kind owns the kinds that its word names, or a ConfigMap', () => {
  expect(kindFrom('Backup=Job+Secret')).toEqual({ kind: 'Backup', plural: 'backups', owns: ['Job', 'Secret'] });
  expect(kindFrom('Policy')).toEqual({ kind: 'Policy', plural: 'policies', owns: ['ConfigMap'] });
  expect(wordOf(kindFrom('Backup=Job+Secret'))).toBe('Backup=Job+Secret');
});

test('the first kind comes first in the list', () => {
  const first = { kind: 'Document', plural: 'docs', owns: ['Secret'] };
  expect(declaredKinds({ ...first, moreKinds: ['Backup'] })).toEqual([first, kindFrom('Backup')]);
});

test.each([
  ['Backup', 'backup'],
  ['BackupPlan', 'backup_plan'],
  ['HTTPRoute', 'http_route'],
  ['S3Bucket', 's3_bucket'],
])('the module of %s is %s', (kind, module) => {
  expect(moduleOf(kind)).toBe(module);
});

test.each([
  ['the first kind again', ['Document'], 'too similar to Document'],
  ['a kind twice', ['Backup', 'Backup=Job'], 'too similar to Backup'],
  ['one module for two kinds', ['HTTPRoute', 'HttpRoute'], 'too similar to HTTPRoute'],
  ['a keyword of Rust', ['Match'], 'whose module the generated code uses'],
  ['a module of the generated code', ['Machinery'], 'whose module the generated code uses'],
  ['a module of the generated tests', ['LeastPrivilege'], 'whose module the generated code uses'],
  ['a name of the generated code', ['Resource'], 'code uses itself'],
  ['lower case', ['backup'], 'PascalCase'],
  ['nothing before the equals sign', ['=Job'], 'PascalCase'],
  ['an unknown owned kind', ['Backup=Jub'], 'cannot be owned'],
  ['no owned kind', ['Backup='], 'cannot be owned'],
  ['two equals signs', ['Backup=Job=Secret'], 'cannot be owned'],
  ['one owned kind twice', ['Backup=Job+Job'], 'twice'],
  ['a cluster-scoped kind in a namespaced controller', ['Tenant=Namespace'], 'cluster-scoped'],
])('%s is refused', (_name, moreKinds, reason) => {
  const { refused } = settle({ name: 'app', kind: 'Document', moreKinds }, { defaults: true });
  expect(refused).toMatchObject([{ key: 'moreKinds', reason: expect.stringContaining(reason) }]);
});

test('a controller with scope cluster may own cluster-scoped kinds', () => {
  const given = { name: 'app', kind: 'Document', scope: 'cluster', moreKinds: ['Tenant=Namespace'] };
  expect(settle(given, { defaults: true }).refused).toEqual([]);
});
