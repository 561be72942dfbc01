import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';

test('a name and the defaults make a complete set of answers', () => {
  expect(resolveAnswers({ name: 'my-controller' }, { defaults: true })).toMatchObject({
    kind: 'MyController',
    plural: 'mycontrollers',
    installNamespace: 'my-controller-system',
    watchNamespaces: ['my-controller'],
    owns: ['ConfigMap'],
    kubernetesScope: undefined,
  });
});

test('without defaults every missing flag is listed at once', () => {
  expect(() => resolveAnswers({ name: 'x' }, { defaults: false })).toThrow(
    /--description[\s\S]*--scope[\s\S]*--license/,
  );
});

test('a cluster-scoped kind cannot be owned in namespaces', () => {
  expect(() => resolveAnswers({ name: 'x', owns: ['Namespace'] }, { defaults: true })).toThrow(
    /--owns.*cluster-scoped/,
  );
});

test('the install namespace is never watched', () => {
  expect(() => resolveAnswers({ name: 'x', watchNamespaces: ['x-system'] }, { defaults: true })).toThrow(
    /install namespace/,
  );
});
