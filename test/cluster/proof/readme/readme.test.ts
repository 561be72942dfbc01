// The README of a generated repository, step by step: each command in order, unchanged. The API server with its
// controllers, kubectl, cargo and the controller are real; a folder has stand-ins for the rest.
import { execa } from 'execa';
import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cargoEnvironment } from '../../../cargo.ts';
import { generate } from '../../../generate.ts';
import { controlPlaneBinaries } from '../../control-plane/binaries.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/control-plane.ts';
import { at, textAt } from '../../control-plane/json.ts';
import { pathOf } from '../../control-plane/kubernetes.ts';
import { freePorts } from '../../control-plane/ports.ts';
import { start } from '../../control-plane/process.ts';
import { until } from '../../control-plane/until.ts';
import { installationOf } from '../installation.ts';
import { proven } from '../repositories.ts';
import { subjectOf } from '../subject.ts';
import { runPods, type Nodes } from './pods.ts';

const given = proven['default'] ?? {};
const subject = subjectOf(given);
const commands = commandsOf(generate(given).get('README.md') ?? '');
const lastCommand = 'just dev';
let plane: ControlPlane;
let nodes: Nodes;
let home: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  plane = await startControlPlane();
  await plane.restartControllerManager();
  home = path.join(plane.directory, subject.project.name);
  // Keeps file times, so that cargo does not rebuild.
  await cp(subject.folder, home, { recursive: true, preserveTimestamps: true });
  const programs = path.join(plane.directory, 'bin');
  await mkdir(programs);
  await symlink((await controlPlaneBinaries()).kubectl, path.join(programs, 'kubectl'));
  const [port = 0] = await freePorts(1);
  environment = {
    ...process.env,
    ...cargoEnvironment,
    PATH: [import.meta.dirname, programs, process.env['PATH']].join(path.delimiter),
    KUBECONFIG: plane.adminKubeconfig,
    LISTEN_ADDRESS: `127.0.0.1:${port}`,
  };
  // kind gives this name to the context of its cluster.
  const context = await plane.kubectl(['config', 'current-context']);
  await plane.kubectl(['config', 'rename-context', context.trim(), `kind-${subject.project.name}`]);
  nodes = runPods(await installationOf(plane, subject));
});
afterAll(async () => {
  await nodes?.stop();
  await plane.stop();
});

test('the README contains exactly these commands', () =>
  expect(commands).toMatchInlineSnapshot(`
  [
    "cargo test                # against a mocked API server that enforces deploy/rbac.yaml",
    "kubectl kustomize deploy  # read what would be installed",
    "just                      # everything else (https://just.systems)",
    "kubectl apply -k deploy/crd",
    "kubectl create namespace my-controller",
    "just cluster",
    "sh hack/cluster.sh > deploy/api-server.yaml  # or: just cluster",
    "kubectl apply -k deploy",
    "just doctor",
    "kubectl apply -k deploy/people",
    "kubectl apply -f deploy/samples",
    "kubectl -n my-controller wait --for=condition=Ready mycontrollers.example.dev/example",
    "just kind  # or: just k3d",
    "kubectl -n my-controller-system scale deployment my-controller --replicas 0",
    "just dev",
  ]
`));

for (const command of commands.filter((one) => one !== lastCommand))
  test(command, async () => {
    const { exitCode, all } = await execa('sh', ['-c', command], {
      cwd: home,
      env: environment,
      reject: false,
      all: true,
    });
    expect(exitCode, all).toBe(0);
  });

test('just dev: this machine replaces the Pods until Ctrl-C', async () => {
  expect(commands.at(-1)).toBe(lastCommand);
  await until('no Pod runs', () => Promise.resolve(nodes.count() === 0));
  const log = path.join(plane.directory, 'dev.log');
  // In a separate session, as in a terminal: Ctrl-C goes to all its processes.
  const dev = await start({ program: 'setsid', args: ['sh', '-c', lastCommand], log, cwd: home, env: environment });
  const { apiVersion, plural } = subject.project;
  const example = pathOf({ apiVersion, plural, namespace: 'my-controller' }, 'example');
  const changed = await plane.admin.merge(example, { spec: { message: 'changed' } });
  const seen = async () =>
    at(await plane.admin.get(example), 'status', 'observedGeneration') === at(changed, 'metadata', 'generation');
  await until('the change is seen', seen, { timeoutMs: 60_000 }).finally(() => process.kill(-dev.pid, 'SIGINT'));
  const leases = pathOf({ apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespace: 'my-controller-system' });
  const free = async () => !textAt(await plane.admin.get(`${leases}/my-controller`), 'spec', 'holderIdentity');
  await until('the Lease is given back', free);
});

/** Each line of the shell blocks, and each command in the text between them; later sections are for reference. */
function commandsOf(readme: string): readonly string[] {
  const [told = ''] = readme.split('\n## Left for you to decide');
  const found = told.matchAll(/^```sh\n([^]*?)^```|`((?:kubectl|just) [^`]+)`/gm);
  return (
    [...found]
      .flatMap(([, block, inline]) => inline ?? (block ?? '').trim().split('\n'))
      // This one is for the next version, on GitHub.
      .filter((command) => !command.startsWith('just release'))
  );
}
