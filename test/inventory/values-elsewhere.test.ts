// Values for a chart outside the repository are reported, not ignored.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const setAside = (files: Readonly<Record<string, string>>) =>
  audit(repositoryOf(Object.entries(files)), { rules: ['run-as-non-root'] }).setAside;
const values = 'auth:\n  enabled: false\n';

test.each([
  ['Makefile', 'up:\n\thelm upgrade --install redis -n a bitnami/redis -f deploy/redis.yaml\n', 'bitnami/redis'],
  ['deploy/readme.md', '    helm install redis \\\n      bitnami/redis --values=redis.yaml\n', 'bitnami/redis'],
  ['up.sh', 'helm upgrade r oci://example.dev/charts/redis:1.2 --values "deploy/redis.yaml"\n', undefined],
])('%s passes them to Helm', (path, text, chart = 'oci://example.dev/charts/redis:1.2') =>
  expect(setAside({ [path]: text, 'deploy/redis.yaml': values })).toEqual([
    { path: 'deploy/redis.yaml', why: `values of ${chart}, a chart of others` },
  ]),
);

test.each([
  ['for a chart that is built here', 'helm install a oci://example.dev/charts/app -f deploy/redis.yaml\n'],
  ['for a chart of this folder', 'helm install a ./chart -f deploy/redis.yaml\n'],
  ['that are not here', 'helm install redis bitnami/redis -f other.yaml\n'],
  ['that Helm does not get', 'helm install redis bitnami/redis\nkubectl apply -f deploy/redis.yaml\n'],
])('nothing is reported about values %s', (_, text) =>
  expect(
    setAside({
      'up.sh': text,
      'deploy/redis.yaml': values,
      'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
      'chart/templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
    }),
  ).toEqual([]),
);
