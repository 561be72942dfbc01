// The roles for people: Kubernetes' own roles include them, they cover only these kinds, and deploy/ does not install
// them.
import { describe, expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { withBase } from './generated.ts';
import { at, documents, list } from './json.ts';

describe.each(Object.entries(repositories))('%s', (_, given) => {
  const files = generate(withBase(given));
  const crds = documents(files.get('deploy/crd/crd.yaml') ?? '');
  const roles = documents(files.get('deploy/people/roles.yaml') ?? '');

  test('for each kind, view reads, edit writes, and neither touches the status or anything else', () => {
    const granted = roles.map((role) => [
      at(role, 'kind'),
      at(role, 'metadata.name'),
      at(role, 'metadata.labels'),
      at(role, 'rules'),
    ]);
    const into = (role: string) => ({ [`rbac.authorization.k8s.io/aggregate-to-${role}`]: 'true' });
    const pairs = crds.flatMap((crd) => {
      const rule = (verbs: readonly string[]) => [
        { apiGroups: [at(crd, 'spec.group')], resources: [at(crd, 'spec.names.plural')], verbs },
      ];
      const name = String(at(crd, 'spec.names.singular'));
      return [
        ['ClusterRole', `${name}-view`, into('view'), rule(['get', 'list', 'watch'])],
        ['ClusterRole', `${name}-edit`, into('edit'), rule(['create', 'update', 'patch', 'delete'])],
      ];
    });
    expect(crds).not.toEqual([]);
    expect(granted).toEqual(pairs);
  });

  test('deploy/ does not install them', () => {
    const [kustomization = null] = documents(files.get('deploy/kustomization.yaml') ?? '');
    expect(list(at(kustomization, 'resources'))).not.toContain('people');
  });
});
