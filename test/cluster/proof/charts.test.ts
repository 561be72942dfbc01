// The charts in a cluster, by Helm: what is refused, what is granted, an upgrade with objects present, what stays when they go.
import { execa } from 'execa';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charted, templated } from '../../judges/charted.ts';
import { installGoPrograms, judge } from '../../judges/setup.ts';
import { controlPlaneBinaries } from '../control-plane/binaries.ts';
import { at, listAt, textAt, textsAt } from '../control-plane/json.ts';
import { manifests, ofKind } from '../control-plane/kubernetes.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';

const { project, folder, charts } = charted({ name: 'charted', watchNamespaces: ['team-a', 'team-b'] });
const { name, installNamespace, crdName } = project;
const [controller, crd] = charts;
const account = `system:serviceaccount:${installNamespace}:${name}`;
let plane: ControlPlane;
let values: string;

beforeAll(async () => {
  await installGoPrograms();
  plane = await startControlPlane();
  await plane.restartControllerManager();
  for (const namespace of ['team-a', 'team-b', 'team-c']) await plane.kubectl(['create', 'namespace', namespace]);
}, 600_000);
afterAll(() => plane.stop());

async function helm(...words: readonly string[]): Promise<string> {
  const { all } = await execa(judge('helm'), words, { env: environment(), all: true });
  return all;
}

function environment() {
  return {
    KUBECONFIG: plane.adminKubeconfig,
    HOME: plane.directory,
    PATH: `${plane.directory}:${process.env['PATH'] ?? ''}`,
  };
}

const inNamespace = ['--namespace', installNamespace];

/** Whether the controller's account may do something. */
async function may(verb: string, resource: string, namespace: string): Promise<boolean> {
  const words = ['auth', 'can-i', verb, resource, '--namespace', namespace, '--as', account];
  return (await plane.kubectl(words).catch(() => 'no')) === 'yes';
}

test('the chart for the administrator brings the CRD and a namespace that admits restricted Pods', async () => {
  await helm('install', `${name}-crd`, crd, '--namespace', 'default');
  await plane.kubectl(['wait', '--for=condition=Established', '--timeout=30s', `crd/${crdName}`]);
  const enforced = 'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}';
  expect(await plane.kubectl(['get', 'namespace', installNamespace, '--output', enforced])).toBe('restricted');
});

test('without the addresses of the API server it is refused with what to do', async () => {
  await expect(helm('install', name, controller, ...inNamespace)).rejects.toThrow('not set yet: run just cluster');
});

test('without --namespace it is refused: it would deny all traffic in the namespace default', async () => {
  await expect(helm('install', name, controller, '--namespace', 'default')).rejects.toThrow('must not be "default"');
});

test('with the addresses that hack/cluster.sh prints it is installed', async () => {
  await execa('ln', ['-s', (await controlPlaneBinaries()).kubectl, path.join(plane.directory, 'kubectl')]);
  const { stdout } = await execa('sh', ['hack/cluster.sh', 'values'], { cwd: folder, env: environment() });
  values = path.join(plane.directory, 'values.yaml');
  await writeFile(values, stdout);
  await helm('upgrade', '--install', name, controller, ...inNamespace, '--values', values);
});

test('its account may do what its work needs in the namespaces of the list, and nothing elsewhere', async () => {
  for (const namespace of ['team-a', 'team-b']) expect(await may('list', crdName, namespace)).toBe(true);
  for (const [verb, resource, namespace] of [
    ['list', crdName, 'team-c'],
    ['delete', crdName, 'team-a'],
    ['get', 'secrets', 'team-a'],
    ['create', 'leases.coordination.k8s.io', installNamespace],
  ] as const)
    expect(await may(verb, resource, namespace), `${verb} ${resource} in ${namespace}`).toBe(false);
});

test('what helm test asks is so: each call of kubectl ends well, as the account that makes it', async () => {
  const image = `registry.k8s.io/kubectl@sha256:${'a'.repeat(64)}`;
  const words = ['--values', values, '--set', `test.image=${image}`];
  const hooks = manifests(await templated(controller, installNamespace, words)).filter(
    (object) => textAt(object, 'metadata', 'annotations', 'helm.sh/hook') === 'test',
  );
  await plane.kubectl(['apply', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: hooks }));
  const jobs = ofKind(hooks, 'Job').map((job) => at(job, 'spec', 'template', 'spec'));
  expect(jobs).toHaveLength(2);
  for (const pod of jobs) {
    const kubeconfig = await plane.kubeconfigOf(installNamespace, textAt(pod, 'serviceAccountName') ?? '');
    const calls = listAt(pod, 'containers').map((container) => textsAt(container, 'args'));
    expect(calls).not.toHaveLength(0);
    for (const call of calls) {
      const { kubectl } = await controlPlaneBinaries();
      const words = ['--kubeconfig', kubeconfig, ...call.map((word) => word.replace('=90s', '=1s'))];
      const { exitCode, all } = await execa(kubectl, words, { all: true, reject: false });
      // No kubelet runs the Pods of the controller here: it may wait for them, and they do not come.
      if (call[0] === 'wait') expect(all).toContain(`timed out waiting for the condition on deployments/${name}`);
      else expect(exitCode, `${call.join(' ')}: ${all}`).toBe(0);
    }
  }
});

test('an upgrade with another namespace keeps the objects and the holder of the Lease', async () => {
  const object = {
    apiVersion: project.apiVersion,
    kind: project.kind,
    metadata: { name: 'example' },
    spec: { message: 'a' },
  };
  await plane.kubectl(['create', '--namespace', 'team-a', '--filename', '-'], JSON.stringify(object));
  await plane.kubectl([
    'patch',
    'lease',
    name,
    ...inNamespace,
    '--type=merge',
    '--patch',
    '{"spec":{"holderIdentity":"me"}}',
  ]);
  const newer = ['--version', '0.2.0', '--app-version', '0.2.0', '--destination', plane.directory];
  await helm('package', controller, ...newer);
  await helm('package', crd, ...newer);
  await helm('upgrade', `${name}-crd`, path.join(plane.directory, `${name}-crd-0.2.0.tgz`), '--namespace', 'default');
  const packed = path.join(plane.directory, `${name}-0.2.0.tgz`);
  await helm('upgrade', name, packed, ...inNamespace, '--values', values, '--set', 'watchNamespaces={team-a,team-c}');
  expect(await may('list', crdName, 'team-c')).toBe(true);
  expect(await may('list', crdName, 'team-b')).toBe(false);
  expect(
    await plane.kubectl(['get', 'lease', name, ...inNamespace, '--output', 'jsonpath={.spec.holderIdentity}']),
  ).toBe('me');
  const image = 'jsonpath={.spec.template.spec.containers[0].image}';
  expect(await plane.kubectl(['get', 'deployment', name, ...inNamespace, '--output', image])).toBe(
    `${project.image}:0.2.0`,
  );
  await plane.kubectl(['get', crdName, 'example', '--namespace', 'team-a']);
});

test('uninstalling both leaves the CRD, its objects and the namespace, and no right', async () => {
  await helm('uninstall', name, ...inNamespace);
  await helm('uninstall', `${name}-crd`, '--namespace', 'default');
  await plane.kubectl(['get', crdName, 'example', '--namespace', 'team-a']);
  await plane.kubectl(['get', 'namespace', installNamespace]);
  expect(await may('list', crdName, 'team-a')).toBe(false);
});
