// The charts before Helm itself: they pass its linter, and install what the kustomizations install.
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { repositories } from '../repositories.ts';
import { charted, isObject, kustomized, objectsIn, templated, type Object } from './charted.ts';
import { judge } from './setup.ts';

describe.each(Object.entries(repositories))('%s', (_name, given) => {
  const { project, folder, charts } = charted(given);

  test('helm lint --strict', async () => {
    await execa(judge('helm'), ['lint', '--strict', '--quiet', '--kube-version', '1.37.0', ...charts]);
  });

  test('both charts together install what both kustomizations do, object by object', async () => {
    const [controller, crd] = charts;
    const rendered = await Promise.all([
      templated(controller, project.installNamespace, ['--skip-tests']),
      templated(crd, 'default'),
    ]);
    const built = await Promise.all(['deploy', 'deploy/crd'].map((one) => kustomized(path.join(folder, one))));
    expect(byName(rendered.flatMap(objectsIn))).toEqual(byName(built.flat()));
  });
});

/** Without what only Helm, or only kustomize, writes. */
function byName(objects: readonly Object[]): Readonly<Record<string, unknown>> {
  const named = objects.map((object): [string, unknown] => {
    const { kind, metadata } = object;
    const { namespace = '', name = '' } = isObject(metadata) ? metadata : {};
    return [`${String(kind)} ${String(namespace)}/${String(name)}`, withoutTools(object)];
  });
  expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  return Object.fromEntries(named);
}

function withoutTools(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTools);
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .filter(([key]) => key !== 'app.kubernetes.io/managed-by' && !key.startsWith('helm.sh/'))
    .map(([key, inner]) => [key, withoutTools(inner)] as const)
    .filter(
      ([key, inner]) =>
        !(['labels', 'annotations'].includes(key) && isObject(inner) && Object.keys(inner).length === 0),
    );
  return Object.fromEntries(kept);
}
