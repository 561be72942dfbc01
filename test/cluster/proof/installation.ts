// A subject installed into a control plane by its README, with local processes instead of Pods.
import path from 'node:path';
import type { ControlPlane } from '../control-plane/control-plane.ts';
import { listAt, textAt, type JsonObject } from '../control-plane/json.ts';
import { manifests, nameOf, ofKind, onlyOfKind, pathOf } from '../control-plane/kubernetes.ts';
import { freePorts } from '../control-plane/ports.ts';
import { start, type Started } from '../control-plane/process.ts';
import { until } from '../control-plane/until.ts';
import { inject } from 'vitest';
import { grantsOf, type Grant } from './grants.ts';
import { callerOf, goodToken } from './outside.ts';
import type { ServiceAccount } from './subject-access.ts';
import { installChart, renderedChart } from './charts.ts';
import type { Subject } from './subject.ts';

export interface Installation {
  readonly subject: Subject;
  readonly plane: ControlPlane;
  /** The output of `kubectl kustomize deploy`, or of `helm template`. */
  readonly documents: readonly JsonObject[];
  readonly deployment: JsonObject;
  readonly serviceAccount: ServiceAccount;
  readonly grants: readonly Grant[];
  /** The namespaces of custom resources and of owned objects. */
  readonly namespaces: readonly string[];
}

/**
 * Installs as the README says: an administrator runs `kubectl apply -k deploy/crd` if needed, then `kubectl apply -k
 * deploy`, and the Job or controller installs the CRD if it is responsible. A repository with charts is installed from
 * these, by Helm. The watched namespaces exist before.
 */
export async function install(plane: ControlPlane, subject: Subject): Promise<Installation> {
  const installation = await installWithoutCrd(plane, subject);
  await installCrd(installation);
  const crds = subject.project.kinds.map(({ crdName }) => `crd/${crdName}`);
  await plane.kubectl(['wait', '--for=condition=Established', '--timeout=30s', ...crds]);
  // A restarted garbage collector knows the new kind; a running one would read it within 30 s.
  await plane.restartControllerManager();
  return installation;
}

export async function installWithoutCrd(plane: ControlPlane, subject: Subject): Promise<Installation> {
  const installation = await installationOf(plane, subject);
  for (const name of installation.namespaces) await plane.admin.create('/api/v1/namespaces', { metadata: { name } });
  if (subject.project.charts) {
    await plane.kubectl(
      ['apply', '-f', '-'],
      await renderedChart(subject, 'crd', '--show-only', 'templates/namespace.yaml'),
    );
    await installChart(plane, subject, 'controller');
    const hooks = installation.documents.filter((object) => textAt(object, 'metadata', 'annotations', 'helm.sh/hook'));
    if (hooks.length > 0)
      await plane.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: hooks }));
    return installation;
  }
  // The one object that waits for `just cluster`; readme.test.ts runs that.
  const known = installation.documents.filter((object) => !nameOf(object).endsWith('-api-server'));
  await plane.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: known }));
  return installation;
}

/** The installation in the chart or in deploy/; nothing is applied. */
export async function installationOf(plane: ControlPlane, subject: Subject): Promise<Installation> {
  const text = subject.project.charts
    ? await renderedChart(subject, 'controller')
    : await plane.kubectl(['kustomize', path.join(subject.folder, 'deploy')]);
  const documents = manifests(text);
  const deployment = onlyOfKind(documents, 'Deployment');
  const serviceAccount = {
    namespace: textAt(deployment, 'metadata', 'namespace') ?? '',
    name: textAt(deployment, 'spec', 'template', 'spec', 'serviceAccountName') ?? '',
  };
  return {
    subject,
    plane,
    documents,
    deployment,
    serviceAccount,
    grants: grantsOf(documents, serviceAccount),
    namespaces: subject.project.watchNamespaces ?? ['team-a', 'team-b'],
  };
}

/** Installs the CRD in the way of the answers. */
async function installCrd(installation: Installation): Promise<void> {
  const { plane, subject } = installation;
  const { project, folder } = subject;
  if (project.crdInstall === 'separate' && project.charts) {
    await installChart(plane, subject, 'crd');
  } else if (project.crdInstall === 'separate') {
    await plane.kubectl(['apply', '--server-side', '-k', path.join(folder, 'deploy', 'crd')]);
  } else if (project.crdInstall === 'job') {
    const { code } = await (await startInstaller(installation)).exited;
    if (code !== 0) throw new Error(`install-crd ended with ${code}`);
  } else {
    const controller = await startController(installation);
    await until(
      'the controller installs its CRD',
      async () => (await plane.admin.find(`${customResourceDefinitions}/${project.crdName}`)) !== undefined,
    );
    await controller.stop(30_000);
  }
}

export const customResourceDefinitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Starts the program of the Job, with the token of its ServiceAccount. */
export async function startInstaller({ plane, subject, documents }: Installation): Promise<Started> {
  const job = onlyOfKind(documents, 'Job');
  const name = textAt(job, 'spec', 'template', 'spec', 'serviceAccountName') ?? '';
  return start({
    program: path.join(subject.programs, 'install-crd'),
    log: path.join(plane.directory, `${name}.log`),
    cwd: plane.directory,
    env: {
      PATH: '/nonexistent',
      HOME: '/nonexistent',
      KUBECONFIG: await plane.kubeconfigOf(textAt(job, 'metadata', 'namespace') ?? '', name),
    },
  });
}

export interface Replica extends Started {
  /** The address for health and metrics. */
  readonly address: string;
  readonly name: string;
}

export interface Start {
  readonly name?: string;
  /** A loopback port that leads to the API server. */
  readonly through?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Words before the command, if it runs in its own network. */
  readonly within?: readonly string[];
}

let replicas = 0;

/** Starts the compiled controller with the environment of the Deployment and the token of its ServiceAccount. */
export async function startController(
  installation: Installation,
  { through, env = {}, within = [], ...rest }: Start = {},
): Promise<Replica> {
  const { plane, subject, serviceAccount, deployment } = installation;
  const name = rest.name ?? `${subject.project.name}-${(replicas += 1)}`;
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const [program = '', ...args] = [...within, path.join(subject.programs, 'controller')];
  const started = await start({
    program,
    args,
    log: path.join(plane.directory, `${name}.log`),
    cwd: plane.directory,
    env: {
      ...environmentOf(deployment, name),
      PATH: '/nonexistent',
      HOME: '/nonexistent',
      KUBECONFIG: await plane.kubeconfigOf(serviceAccount.namespace, serviceAccount.name, through),
      LISTEN_ADDRESS: address,
      ...(subject.project.externalProvider === 'token'
        ? await callerOf(inject('outside'), plane.directory, goodToken)
        : {}),
      ...env,
    },
  });
  return { ...started, address, name };
}

/** The environment of the container, with the values of the downward API. */
export function environmentOf(deployment: JsonObject, podName: string): Readonly<Record<string, string>> {
  const [container] = listAt(deployment, 'spec', 'template', 'spec', 'containers');
  const fields: Readonly<Record<string, string>> = {
    'metadata.name': podName,
    'metadata.namespace': textAt(deployment, 'metadata', 'namespace') ?? '',
  };
  const entries = listAt(container, 'env').map((variable): readonly [string, string] => {
    const name = textAt(variable, 'name') ?? '';
    const field = textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath');
    const value = field === undefined ? textAt(variable, 'value') : fields[field];
    if (value === undefined) throw new Error(`the Deployment's variable ${name} has no value that this test can give`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

/** Releases the Lease, as if its holder were long gone: a killed process does not release it. */
export async function freeLease({ plane, documents }: Installation): Promise<void> {
  for (const lease of ofKind(documents, 'Lease')) {
    const namespace = textAt(lease, 'metadata', 'namespace') ?? '';
    const where = pathOf({ apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespace }, nameOf(lease));
    await plane.admin.delete(where);
    await plane.admin.create(pathOf({ apiVersion: 'coordination.k8s.io/v1', plural: 'leases', namespace }), lease);
  }
}
