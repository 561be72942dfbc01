// Pods as people write them: patches, and items that a chart inserts.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const deployment = (spec: string): string => `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n${spec}`;

test('a workload with neither selector nor image is a patch, also where nobody takes it in', () => {
  const patch = deployment('      containers:\n        - name: a\n          args: [--debug]\n');
  expect(audit(repositoryOf([['config/patch.yaml', patch]]), { rules: ['drop-all-capabilities', 'run-as-non-root', 'image-by-digest', 'controller-network-limited'] }).findings).toEqual([]);
});

test('a container that the chart inserts hides none behind it', () => {
  const template = deployment('      containers:\n        - {{- include "proxy" . | indent 8 | trimPrefix "       " }}\n        - name: mine\n          image: a\n');
  const { findings } = audit(repositoryOf([['Chart.yaml', 'name: a\n'], ['templates/a.yaml', template]]), { rules: ['drop-all-capabilities'] });
  expect(findings).toMatchObject([{ line: 10, message: expect.stringContaining('container mine') }]);
});
