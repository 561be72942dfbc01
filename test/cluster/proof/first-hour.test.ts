// The first hour of a user, with the scripts of the generated repository: missing settings are refused with what to do,
// `just cluster` sets them, `hack/up.sh` ends with a Ready object, `just doctor` names problems.
import { execa } from 'execa';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { controlPlaneBinaries } from '../control-plane/binaries.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { auditPolicy } from '../control-plane/credentials.ts';
import { start, type Started } from '../control-plane/process.ts';
import { freePorts } from '../control-plane/ports.ts';
import { until } from '../control-plane/until.ts';
import { proven } from './repositories.ts';
import { subjectOf } from './subject.ts';

const program = path.resolve(import.meta.dirname, '../../../bin/create-kube-secure-controller.js');
const { folder, programs, project } = subjectOf(proven['default'] ?? {});
let plane: ControlPlane;
let home: string;
let controller: Started | undefined;

/** Runs a command in a copy of the repository, as the administrator of the cluster. */
async function run(command: string, ...words: readonly string[]) {
  const { exitCode, all } = await execa(command, words, {
    cwd: home,
    env: environment(),
    reject: false,
    all: true,
  });
  return { exitCode, all };
}

function environment() {
  const PATH = `${path.join(plane.directory, 'bin')}:${process.env['PATH'] ?? ''}`;
  return { PATH, KUBECONFIG: plane.adminKubeconfig, HOME: plane.directory };
}

/** A waiting container in the status of a Pod. */
function waiting(reason: string) {
  const state = { waiting: { reason, message: 'not there' } };
  return { name: 'controller', image: 'a', imageID: '', ready: false, restartCount: 0, state };
}

beforeAll(async () => {
  plane = await startControlPlane();
  await plane.restartControllerManager();
  home = path.join(plane.directory, 'repository');
  await cp(folder, home, { recursive: true });
  await mkdir(path.join(plane.directory, 'bin'));
  await symlink((await controlPlaneBinaries()).kubectl, path.join(plane.directory, 'bin', 'kubectl'));
});
afterAll(async () => {
  await controller?.stop(20_000);
  await rm(home, { recursive: true, force: true });
  await plane.stop();
});

test('the doctor says what to do first in an empty cluster', async () => {
  const { exitCode, all } = await run('sh', 'hack/doctor.sh');
  expect(exitCode).toBe(1);
  expect(all).toContain(`the CRD ${project.crdName} is not installed`);
  expect(all).toContain('just cluster && kubectl apply --kustomize deploy');
});

test('without the addresses of the API server, deploy/ is refused with what to do', async () => {
  await run('kubectl', 'create', 'namespace', 'my-controller');
  const { exitCode, all } = await run('kubectl', 'apply', '--kustomize', 'deploy');
  expect(exitCode).toBe(1);
  expect(all).toContain('run just cluster');
});

test('hack/up.sh ends with a Ready object, under the permissions of deploy/', async () => {
  const installed = run('sh', 'hack/up.sh', 'here');
  // Stands in for the Pod, because nothing runs Pods here: it starts once up.sh has applied everything.
  await until('deploy/ is applied', async () => {
    const { exitCode } = await run('kubectl', '-n', 'my-controller', 'get', 'rolebinding', project.name);
    return exitCode === 0;
  });
  const [port = 0] = await freePorts(1);
  controller = await start({
    program: '/bin/sh',
    args: ['hack/run.sh', path.join(programs, 'controller')],
    log: path.join(plane.directory, 'first-hour.log'),
    cwd: home,
    env: { ...environment(), LISTEN_ADDRESS: `127.0.0.1:${port}` },
  });
  const { exitCode, all } = await installed;
  expect(all).toContain('condition met');
  expect(exitCode).toBe(0);
});

test('the doctor says that no Pod is ready, because the cluster has no node', async () => {
  const { exitCode, all } = await run('sh', 'hack/doctor.sh');
  expect(all).toContain('wrong   0 of 2 Pods are ready: nothing says why');
  expect(exitCode).toBe(1);
});

test.each([
  [{ phase: 'Failed', reason: 'AppArmor', message: 'Cannot enforce AppArmor' }, 'take it out'],
  [{ conditions: [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available' }] }, 'describe pods'],
  [{ containerStatuses: [waiting('ImagePullBackOff')] }, 'see the line of the image above'],
])('the doctor repeats the reason in the Pod: %j', async (status, what) => {
  const { all: names } = await run('kubectl', '-n', 'my-controller-system', 'get', 'pods', '--output', 'name');
  const [pod = ''] = (names ?? '').split('\n');
  const patch = JSON.stringify({ status });
  const patched = await run('kubectl', '-n', 'my-controller-system', 'patch', pod, '--subresource=status', '-p', patch);
  expect(patched.exitCode, patched.all).toBe(0);
  const { exitCode, all } = await run('sh', 'hack/doctor.sh');
  const told = (all ?? '').split('\n');
  const at = told.findIndex((line) => line.includes(' of 2 Pods are ready: '));
  expect(told.slice(at).join('\n')).toMatch(/AppArmor|nodes are available|ImagePullBackOff/);
  expect(told.slice(at).join('\n')).toContain(what);
  expect(all).toMatch('containerStatuses' in status ? /cannot be pulled: ImagePullBackOff/ : /no node has tried/);
  expect(exitCode).toBe(1);
  await run('kubectl', '-n', 'my-controller-system', 'delete', pod, '--now');
});

test('the doctor says why no Pod was created', async () => {
  await run('kubectl', '-n', 'my-controller-system', 'create', 'quota', 'none', '--hard=pods=0');
  const told = async () => (await run('sh', 'hack/doctor.sh')).all ?? '';
  await run('kubectl', '-n', 'my-controller-system', 'delete', 'pods', '--all', '--now');
  await until('the quota is told', async () => /Pods are ready: .*exceeded quota/.test(await told()), {
    timeoutMs: 120_000,
  });
  await run('kubectl', '-n', 'my-controller-system', 'delete', 'quota', 'none');
});

// The step of the README before the controller runs on this machine.
test('with zero replicas, the doctor finds no problem', async () => {
  await run('kubectl', '-n', 'my-controller-system', 'scale', 'deployment', project.name, '--replicas', '0');
  const { exitCode, all } = await run('sh', 'hack/doctor.sh');
  expect(all).not.toContain('wrong');
  expect(all).toContain('has each permission of deploy/rbac.yaml');
  expect(exitCode).toBe(0);
});

// The step of the e2e workflow after hack/up.sh; the log comes from this API server instead of the kind node.
test('the permissions that the code needs, deploy/ grants and the audit log shows are equal', async () => {
  const deleted = await run('kubectl', 'delete', '--filename', 'deploy/samples', '--timeout=60s');
  expect(deleted.exitCode, deleted.all).toBe(0);
  const log = path.join(plane.directory, 'audit.log');
  const { exitCode, all } = await run(process.execPath, program, 'rbac', '--observed', log);
  // There is no other verdict: nothing is unused, missing, or requested without being in the source.
  expect(all).toMatch(/\d agreed(, \d+ not-exercised)?\.$/);
  expect(exitCode, all).toBe(0);
});

test('the proofs use the audit policy of the kind cluster', async () => {
  const policy = parse(await readFile(path.join(home, 'hack', 'audit-policy.yaml'), 'utf8'));
  expect(policy).toEqual(auditPolicy);
});

test('the doctor names a removed permission', async () => {
  await run('kubectl', '-n', 'my-controller', 'delete', 'rolebinding', project.name);
  const { exitCode, all } = await run('sh', 'hack/doctor.sh');
  expect(exitCode).toBe(1);
  expect(all).toContain('may not: create configmaps');
});

test('each component gives a Pod that the namespace admits', async () => {
  for (const component of ['strict-nodes', 'openshift']) {
    const overlay = path.join(home, component);
    await mkdir(overlay);
    const text = `resources: [../deploy]\ncomponents: [../deploy/components/${component}]\n`;
    await writeFile(path.join(overlay, 'kustomization.yaml'), text);
    const { exitCode, all } = await run(
      'sh',
      '-c',
      `kubectl kustomize ${component} | kubectl apply --dry-run=server -f -`,
    );
    // Only the addresses are missing.
    expect(all).not.toMatch(/[Ww]arning|violate/);
    expect([component, exitCode, (all ?? '').match(/invalid/gi)?.length]).toEqual([component, 1, 2]);
  }
});
