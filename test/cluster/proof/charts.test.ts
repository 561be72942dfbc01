// The charts in a cluster, installed by Helm, with a running controller: refusals, grants, an upgrade from an older
// version with existing objects, what remains after uninstalling, and a new installation.
import { execa } from 'execa';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cache, generate, materialise } from '../../generate.ts';
import { templated } from '../../judges/charted.ts';
import { installGoPrograms } from '../../judges/setup.ts';
import { repositories } from '../../repositories.ts';
import { controlPlaneBinaries } from '../control-plane/binaries.ts';
import { items } from '../control-plane/client.ts';
import { at, isObject, listAt, textAt, textsAt, type Json } from '../control-plane/json.ts';
import { manifests, ofKind } from '../control-plane/kubernetes.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { chartOf, helm as helmIn, helmEnvironment } from './charts.ts';
import {
  customResourceDefinitions,
  installationOf,
  startController,
  type Installation,
  type Replica,
} from './installation.ts';
import { lifeIn, type Life } from './life.ts';
import { olderCharts } from './older-charts.ts';
import { graceMs } from './sufficient.ts';
import { subjectOf, type Subject } from './subject.ts';
import { describeDenial } from './usage.ts';

// The program of `default`, which kustomize installs elsewhere.
const built = repositories['default'] ?? {};
const given = { ...built, watchNamespaces: ['team-a', 'team-b'], packaging: 'both' };
const subject: Subject = {
  ...subjectOf(built),
  project: subjectOf(given).project,
  folder: path.join(cache, 'cluster', 'charts'),
};
const { name, installNamespace, crdName } = subject.project;
const { folder } = subject;
const [controller, crd] = [chartOf(subject, 'controller').place, chartOf(subject, 'crd').place];
const account = `system:serviceaccount:${installNamespace}:${name}`;
const deploymentPath = `/apis/apps/v1/namespaces/${installNamespace}/deployments/${name}`;
const crdPath = `${customResourceDefinitions}/${crdName}`;
let plane: ControlPlane;
let installation: Installation;
let older: readonly [controller: string, crd: string];
let values: string;
let running: Replica;
let life: Life;

beforeAll(async () => {
  materialise(folder, generate(given));
  await installGoPrograms();
  plane = await startControlPlane();
  await plane.restartControllerManager();
  for (const namespace of ['team-a', 'team-b', 'team-c']) await plane.kubectl(['create', 'namespace', namespace]);
  installation = await installationOf(plane, subject);
  older = await olderCharts(plane.directory, controller, crd);
}, 600_000);
afterAll(() => plane.stop());

const helm = (...words: readonly string[]): Promise<string> => helmIn(plane, words);

/** The installed Deployment, started as its kubelet would. */
async function startInstalled(): Promise<Replica> {
  const deployment = await plane.admin.get(deploymentPath);
  if (!isObject(deployment)) throw new Error('the Deployment is no object');
  return startController({ ...installation, deployment });
}

const inNamespace = ['--namespace', installNamespace];

/** Whether the account of the controller has a permission. */
async function may(verb: string, resource: string, namespace: string): Promise<boolean> {
  const words = ['auth', 'can-i', verb, resource, '--namespace', namespace, '--as', account];
  return (await plane.kubectl(words).catch(() => 'no')) === 'yes';
}

test('the program equals that of the repository without charts', () => {
  const programOf = (files: ReadonlyMap<string, string>) =>
    [...files].filter(([file]) => /^(src\/|Cargo\.)/.test(file));
  expect(programOf(generate(given))).toEqual(programOf(generate(built)));
});

test('the chart for the administrator brings the CRD and a namespace that admits restricted Pods', async () => {
  await helm('install', `${name}-crd`, older[1], '--namespace', 'default');
  await plane.kubectl(['wait', '--for=condition=Established', '--timeout=30s', `crd/${crdName}`]);
  // A restarted garbage collector knows the new kind.
  await plane.restartControllerManager();
  const enforced = 'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}';
  expect(await plane.kubectl(['get', 'namespace', installNamespace, '--output', enforced])).toBe('restricted');
});

test('without the addresses of the API server, the installation is refused with what to do', async () => {
  await expect(helm('install', name, controller, ...inNamespace)).rejects.toThrow('not set yet: run just cluster');
});

test('without --namespace it is refused, because it would deny all traffic in the namespace default', async () => {
  await expect(helm('install', name, controller, '--namespace', 'default')).rejects.toThrow('must not be "default"');
});

test('with the addresses that hack/cluster.sh prints it is installed', async () => {
  await execa('ln', ['-s', (await controlPlaneBinaries()).kubectl, path.join(plane.directory, 'kubectl')]);
  const { stdout } = await execa('sh', ['hack/cluster.sh', 'values'], { cwd: folder, env: helmEnvironment(plane) });
  values = path.join(plane.directory, 'values.yaml');
  await writeFile(values, stdout);
  await helm('upgrade', '--install', name, older[0], ...inNamespace, '--values', values);
});

test('its account may do its work in the listed namespaces, and nothing elsewhere', async () => {
  for (const namespace of ['team-a', 'team-b']) expect(await may('list', crdName, namespace)).toBe(true);
  for (const [verb, resource, namespace] of [
    ['list', crdName, 'team-c'],
    ['delete', crdName, 'team-a'],
    ['get', 'secrets', 'team-a'],
    ['create', 'leases.coordination.k8s.io', installNamespace],
  ] as const)
    expect(await may(verb, resource, namespace), `${verb} ${resource} in ${namespace}`).toBe(false);
});

test('each kubectl call of helm test succeeds as the account that makes it', async () => {
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
      // No kubelet runs the Pods of the controller here: it may wait for them, and they never start.
      if (call[0] === 'wait') expect(all).toContain(`timed out waiting for the condition on deployments/${name}`);
      else expect(exitCode, `${call.join(' ')}: ${all}`).toBe(0);
    }
  }
});

test('the controller of the older version brings an object to Ready', async () => {
  running = await startInstalled();
  life = lifeIn(installation, 'team-a');
  await life.create();
  await life.ready();
  await life.owned();
});

test('after an upgrade the controller keeps its object and its Lease, and the older permission is gone', async () => {
  expect(await may('list', 'secrets', 'team-a')).toBe(true);
  expect(await columns()).toHaveLength(0);
  const holder = await holderOfLease();
  expect(holder).toContain(running.name);
  await upgrade();
  expect(await columns()).not.toHaveLength(0);
  expect(await may('list', 'secrets', 'team-a')).toBe(false);
  expect(await may('list', crdName, 'team-c')).toBe(true);
  expect(await may('list', crdName, 'team-b')).toBe(false);
  expect(await holderOfLease()).toBe(holder);
  const image = textAt(await plane.admin.get(deploymentPath), 'spec', 'template', 'spec', 'containers', 0, 'image');
  expect(image).toBe(`${subject.project.image}:0.2.0`);
  expect(running.running()).toBe(true);
  await life.change();
  await life.ready();
});

test('the Pod of the newer version takes over in its namespaces, and no request is denied', async () => {
  expect(await running.stop(graceMs)).toMatchObject({ code: 0 });
  const log = await plane.audit.since();
  running = await startInstalled();
  await life.change();
  await life.ready();
  await life.restoreDeleted();
  const added = lifeIn(installation, 'team-c');
  await added.create();
  await added.ready();
  await added.remove();
  const denied = (await log.requestsOf(account)).filter(({ allowed }) => !allowed);
  expect(denied.map(describeDenial)).toEqual([]);
});

test('uninstalling both leaves the CRD, its objects and the namespace, and no permission', async () => {
  const [before] = await objects();
  await helm('uninstall', name, ...inNamespace);
  await helm('uninstall', `${name}-crd`, '--namespace', 'default');
  await running.stop(graceMs);
  expect(await plane.admin.find(deploymentPath)).toBeUndefined();
  expect(await columns()).not.toHaveLength(0);
  expect((await objects()).map((one) => at(one, 'metadata', 'uid'))).toEqual([at(before, 'metadata', 'uid')]);
  expect(at((await objects())[0], 'metadata', 'deletionTimestamp')).toBeUndefined();
  await plane.kubectl(['get', 'namespace', installNamespace]);
  expect(await may('list', crdName, 'team-a')).toBe(false);
});

test('a second installation takes over the CRD and the object', async () => {
  await upgrade();
  running = await startInstalled();
  await life.change();
  await life.ready();
  await life.remove();
  expect(await running.stop(graceMs)).toMatchObject({ code: 0 });
});

/** Upgrades or installs both charts, packed as in a release. */
async function upgrade(): Promise<void> {
  const newer = ['--version', '0.2.0', '--app-version', '0.2.0', '--destination', plane.directory];
  for (const chart of [controller, crd]) await helm('package', chart, ...newer);
  const [packed, packedCrd] = [name, `${name}-crd`].map((one) => path.join(plane.directory, `${one}-0.2.0.tgz`));
  await helm('upgrade', '--install', `${name}-crd`, packedCrd ?? '', '--namespace', 'default');
  const words = [...inNamespace, '--values', values, '--set', 'watchNamespaces={team-a,team-c}'];
  await helm('upgrade', '--install', name, packed ?? '', ...words);
}

/** The columns of `kubectl get` for an object: the older CRD has none. */
async function columns(): Promise<readonly Json[]> {
  return listAt(await plane.admin.get(crdPath), 'spec', 'versions', 0, 'additionalPrinterColumns');
}

async function holderOfLease(): Promise<string | undefined> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${installNamespace}/leases/${name}`;
  return textAt(await plane.admin.get(path), 'spec', 'holderIdentity');
}

async function objects(): Promise<readonly Json[]> {
  const { apiVersion, plural } = subject.project;
  return items(await plane.admin.get(`/apis/${apiVersion}/namespaces/team-a/${plural}`));
}
