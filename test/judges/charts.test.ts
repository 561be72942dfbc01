// The charts with Helm itself: they pass its linter, and install the same as the kustomizations.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { readManifest } from '../../src/inventory/manifests.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import type { Files } from '../../src/repo/files.ts';
import { generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { Accepted, type Schema } from '../scaffold/chart-values.ts';
import { charted, isObject, isStartedByTest, kustomized, type Object, objectsIn, templated } from './charted.ts';
import { judge } from './setup.ts';

/** A component of the kustomization → the words with which Helm does the same. */
const components = {
  openshift: ['--api-versions', 'security.openshift.io/v1'],
  'strict-nodes': ['--set', 'strictNodes=true'],
};

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

  test.each(Object.entries(components))(
    'installs the same as components/%s with the corresponding values',
    async (one, words) => {
      const overlay = path.join(folder, 'with', one);
      materialise(overlay, withComponent(generate({ ...given, packaging: 'both' }), one));
      const rendered = await templated(charts[0], project.installNamespace, ['--skip-tests', ...words]);
      const built = (await kustomized(path.join(overlay, 'deploy'))).filter(({ kind }) => kind !== 'Namespace');
      expect(byName(objectsIn(rendered))).toEqual(byName(built));
    },
  );

  test('with Cilium one more policy allows the API server as an entity', async () => {
    const plain = objectsIn(await templated(charts[0], project.installNamespace));
    const served = await templated(charts[0], project.installNamespace, ['--api-versions', 'cilium.io/v2']);
    const isOfCilium = ({ kind }: Object) => kind === 'CiliumNetworkPolicy';
    expect(byName(objectsIn(served).filter((one) => !isOfCilium(one)))).toEqual(byName(plain));
    expect(objectsIn(served).filter(isOfCilium)).toMatchObject([
      { metadata: { namespace: project.installNamespace }, spec: { egress: [{ toEntities: ['kube-apiserver'] }] } },
    ]);
  });
});

/** Adds it as the component says: to deploy/ itself. */
function withComponent(files: Files, component: string): Files {
  const kustomization = `${files.get('deploy/kustomization.yaml') ?? ''}components: [components/${component}]\n`;
  return new Map([...files].filter(([file]) => file.startsWith('deploy/'))).set(
    'deploy/kustomization.yaml',
    kustomization,
  );
}

describe('values outside the schema', () => {
  const { project, charts } = charted({ name: 'refusing', scope: 'external', externalHosts: ['api.example.com'] });
  const [controller] = charts;

  test.each([
    ['replicas=0', '/replicas'],
    ['replicas=null', 'replicas'],
    ['watchNamespaces={}', '/watchNamespaces'],
    ['watchNamespaces={kube-system}', '/watchNamespaces/0'],
    ['apiServer.cidrs={0.0.0.0/0}', '/apiServer/cidrs/0'],
    ['apiServer.cidrs={169.254.169.254/32}', '/apiServer/cidrs/0'],
    ['external.cidrs={169.254.0.0/16}', '/external/cidrs/0'],
    ['apiServer.cidrs={fd00::/8}', '/apiServer/cidrs/0'],
    ['apiServer.cidrs={fd00:ec2::254/128}', '/apiServer/cidrs/0'],
    ['external.cidrs={fd20:ce::/32}', '/external/cidrs/0'],
    ['resources.limits.memory=null', 'memory'],
    ['image.digest=latest', '/image/digest'],
    ['tolerations[0].operator=Exists', '/tolerations/0'],
    ['podLabels.app\\.kubernetes\\.io/name=other', 'app.kubernetes.io/name'],
    ['nodeSelector.node-role\\.kubernetes\\.io/control-plane=', 'node-role.kubernetes.io/control-plane'],
    ['securityContext.privileged=true', 'securityContext'],
    ['rbac.create=false', 'rbac'],
    ['metrics.enabled=false', 'enabled'],
    [`watchNamespaces={${project.installNamespace}}`, 'watchNamespaces must not contain the namespace of the release'],
  ])('%s is refused by name', async (given, name) => {
    await expect(templated(controller, project.installNamespace, ['--set', given])).rejects.toThrow(name);
  });

  test('a system namespace is refused, because the chart denies all traffic in its namespace', async () => {
    await expect(templated(controller, 'kube-system')).rejects.toThrow('must not be one of Kubernetes itself');
  });
});

test('the output of hack/cluster.sh in a cluster with IPv6 is accepted', async () => {
  const { project, charts } = charted({ name: 'ipv6', scope: 'cluster' });
  const cidrs = ['fd00:10:96::1/128', 'fdfe:dcba:9876::2/128', '2001:db8::6/128'];
  const rendered = await templated(charts[0], project.installNamespace, ['--set', `apiServer.cidrs={${cidrs}}`]);
  for (const cidr of cidrs) expect(rendered).toContain(`cidr: "${cidr}"`);
});

describe.each(Object.entries(repositories))('with accepted values: %s', (_name, given) => {
  const [controller] = charted(given).charts;

  test('Helm and our own reader of charts render the same objects', async () => {
    const schema: Schema = JSON.parse(readFileSync(path.join(controller, 'values.schema.json'), 'utf8'));
    const values = stringify(new Accepted(7).values(schema));
    const helm = objectsIn(await templated(controller, 'release-namespace', ['--values', '-'], values));
    const files = [...filesBelow(controller), ['values.yaml', values] as const];
    const ours = inventoryOf(repositoryOf(files)).manifests.map((one) => readManifest(one, []).value);
    const installed = helm.filter((object) => !isStartedByTest(object));
    expect(byName(ours.filter(isObject))).toEqual(byName(installed));
  });
});

function filesBelow(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')]);
}

/** Without objects that only Helm, or only kustomize, writes. */
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
