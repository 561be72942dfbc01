// The generated Dockerfile, built unchanged with buildah, and its image, run against a real API server.
//
// Differences from a build with the real base images are outside the Dockerfile. The base images are stand-ins
// (stand-ins.ts), which show nothing about the contents of the real ones except the same Debian packages. The crates
// come from a folder that outlives the build, and are fetched with the certificates of this machine. Only the
// architecture of this machine is built. The confinement lacks the seccomp and AppArmor profiles of the container
// runtime, and uses the network of the machine.
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execa } from 'execa';
import { startControlPlane, type ControlPlane } from '../cluster/control-plane/control-plane.ts';
import { listAt, textAt, type Json, type JsonObject } from '../cluster/control-plane/json.ts';
import { onlyOfKind } from '../cluster/control-plane/kubernetes.ts';
import { freePorts } from '../cluster/control-plane/ports.ts';
import { environmentOf, installWithoutCrd, type Installation } from '../cluster/proof/installation.ts';
import { lifeIn } from '../cluster/proof/life.ts';
import type { ServiceAccount } from '../cluster/proof/subject-access.ts';
import { subjectOf } from '../cluster/proof/subject.ts';
import { generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { buildah, home, imageConfig } from './buildah.ts';
import { projected, startContainer, type Container } from './container.ts';
import { makeStandIns } from './stand-ins.ts';

// It has two programs in its image: the controller, and the Job that installs the CRD.
const { 'two-namespaces': given = {} } = repositories;
const subject = subjectOf(given);
const image = `localhost/${subject.project.name}:test`;
const machineCertificates = '/etc/ssl/certs/ca-certificates.crt';

let root: string;
let plane: ControlPlane;
let installation: Installation;

beforeAll(async () => {
  materialise(subject.folder, generate(given));
  await makeStandIns(subject.project.baseImages, subject.folder);
  // An interrupted run may have left one.
  await buildah(['rm', '--all']);
  const registry = join(home, 'registry');
  await mkdir(registry, { recursive: true });
  const volumes = [
    '--volume',
    `${registry}:/usr/local/cargo/registry`,
    '--volume',
    `${machineCertificates}:${machineCertificates}:ro`,
  ];
  await buildah(['bud', '--pull-never', '--layers=false', ...volumes, '--tag', image, subject.folder], {
    stdout: 'inherit',
    stderr: 'inherit',
  });
  root = await buildah(['mount', await buildah(['from', '--pull-never', image])]);
  plane = await startControlPlane();
  installation = await installWithoutCrd(plane, subject);
});
afterAll(async () => {
  await plane?.stop();
  await buildah(['rm', '--all']);
});

test('the image runs by number as a non-root user', async () => {
  expect(await imageConfig(image)).toMatchObject({ User: '65532:65532', Entrypoint: ['/controller'] });
});

test.each(['controller', 'install-crd'])(
  '/%s belongs to root, lists its crates, and does not reveal its build path',
  async (program) => {
    const file = join(root, program);
    const { uid, gid, mode } = await stat(file);
    expect({ uid, gid, mode: mode & 0o7777 }).toEqual({ uid: 0, gid: 0, mode: 0o555 });
    const { stdout: sections } = await execa('readelf', ['--sections', '--wide', file]);
    expect(sections).toContain('.dep-v0');
    expect(sections).not.toContain('build-id');
    const bytes = await readFile(file);
    for (const place of ['/src/src', '/usr/local/cargo', subject.folder])
      expect(bytes.includes(place), place).toBe(false);
  },
);

test('the Job installs the CRD and ends', async () => {
  const job = await startPod(onlyOfKind(installation.documents, 'Job'));
  expect(await job.exited, await job.output()).toEqual({ code: 0, signal: null });
  await plane.kubectl(['wait', '--for=condition=Established', '--timeout=30s', `crd/${subject.project.crdName}`]);
});

test('the controller makes an object Ready under the confinement of its Pod, and ends at SIGTERM', async () => {
  await plane.restartControllerManager();
  const controller = await startPod(installation.deployment);
  const life = lifeIn(installation, 'team-a');
  await life.create();
  await life.ready(60_000).catch(async (cause: unknown) => {
    throw new Error(await controller.output(), { cause });
  });
  await life.owned();
  const status = await controller.proc('status');
  for (const line of [
    'Uid:\t65532\t65532\t65532\t65532',
    'Gid:\t65532\t65532\t65532\t65532',
    'NoNewPrivs:\t1',
    'CapPrm:\t0000000000000000',
    'CapEff:\t0000000000000000',
    'CapBnd:\t0000000000000000',
  ]) {
    expect(status).toContain(line);
  }
  const mounts = (await controller.proc('mountinfo')).split('\n');
  expect(mounts.find((line) => line.split(' ')[4] === '/')?.split(' ')[5]).toMatch(/^ro\b/);
  await life.remove();
  const { code, ms } = await controller.stop(30_000);
  expect(code, await controller.output()).toBe(0);
  expect(ms).toBeLessThan(20_000);
});

/** Starts the container of a Deployment or a Job, with the environment and files from the kubelet. */
async function startPod(workload: JsonObject): Promise<Container> {
  const [container = null] = listAt(workload, 'spec', 'template', 'spec', 'containers');
  const account = {
    namespace: textAt(workload, 'metadata', 'namespace') ?? '',
    name: textAt(workload, 'spec', 'template', 'spec', 'serviceAccountName') ?? '',
  };
  const { hostname, port } = new URL(plane.endpoint.server);
  const [listen = 0] = await freePorts(1);
  return startContainer({
    image,
    root,
    container,
    directory: plane.directory,
    env: {
      ...environmentOf(workload, account.name),
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
      LISTEN_ADDRESS: `127.0.0.1:${listen}`,
    },
    volumes: { [mountPoint(container)]: await apiAccess(account) },
  });
}

function mountPoint(container: Json): string {
  const volume = listAt(container, 'volumeMounts').find((mount) => textAt(mount, 'name') === 'kube-api-access');
  return textAt(volume, 'mountPath') ?? '';
}

async function apiAccess({ namespace, name }: ServiceAccount): Promise<string> {
  return projected(plane.directory, {
    token: await plane.tokenOf(namespace, name),
    'ca.crt': plane.endpoint.ca,
    namespace,
  });
}
