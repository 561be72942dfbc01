// A private Kubernetes control plane on loopback: etcd, kube-apiserver and, on request, kube-controller-manager.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { auditLog, type AuditLog } from './audit.ts';
import { controlPlaneBinaries, type Binaries } from './binaries.ts';
import { apiClient, type ApiClient, type Endpoint } from './client.ts';
import { writeCredentials, writeKubeconfig, type Credentials } from './credentials.ts';
import { guardDirectory } from './guardian.ts';
import { textAt } from './json.ts';
import { freePorts } from './ports.ts';
import { start, type Started } from './process.ts';
import { slowProxy, type SlowProxy } from './slow-proxy.ts';
import { until } from './until.ts';

export interface ControlPlane {
  readonly endpoint: Endpoint;
  readonly admin: ApiClient;
  readonly adminKubeconfig: string;
  readonly audit: AuditLog;
  /** A directory that exists as long as the control plane. */
  readonly directory: string;
  /** The proxy between the API server and etcd. */
  readonly storage: SlowProxy;
  /** Runs kubectl as admin and returns its standard output. */
  kubectl(args: readonly string[], input?: string): Promise<string>;
  /** A real token of the ServiceAccount, from TokenRequest, for the API server or another audience. */
  tokenOf(namespace: string, serviceAccount: string, audience?: string): Promise<string>;
  /** A kubeconfig for the ServiceAccount. `through` is a loopback port that leads to the API server. */
  kubeconfigOf(namespace: string, serviceAccount: string, through?: number): Promise<string>;
  stopApiServer(): Promise<void>;
  startApiServer(): Promise<void>;
  /** Starts or restarts the controllers: the garbage collector reads new CRDs only every 30 s. */
  restartControllerManager(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts etcd and the API server, in about three seconds; call `restartControllerManager` for the rest. */
export async function startControlPlane(): Promise<ControlPlane> {
  const binaries = await controlPlaneBinaries();
  const directory = await mkdtemp(join(tmpdir(), 'control-plane-'));
  guardDirectory(directory);
  const [apiPort = 0] = await freePorts(1);
  const credentials = await writeCredentials(directory);
  const etcd = await startEtcd({ binaries, directory });
  const storage = await slowProxy({ path: join(directory, etcdSocket) });
  const startServer = (): Promise<Started> =>
    startApiServer({ binaries, directory, credentials, apiPort, storagePort: storage.port });
  let server = await startServer();
  let manager: Started | undefined;
  const endpoint = { server: `https://127.0.0.1:${apiPort}`, ca: await readCertificate(directory) };
  const admin = apiClient(endpoint, credentials.adminToken);
  const adminKubeconfig = await writeKubeconfig(join(directory, 'admin.kubeconfig'), endpoint, credentials.adminToken);
  await writeFile(join(directory, 'audit.log'), '', { flag: 'a' });
  await ready(admin, [server, etcd]);

  const tokenOf: ControlPlane['tokenOf'] = async (namespace, serviceAccount, audience) => {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
    const token = textAt(
      await admin.create(path, {
        spec: { expirationSeconds: 3600, ...(audience === undefined ? {} : { audiences: [audience] }) },
      }),
      'status',
      'token',
    );
    if (token === undefined) throw new Error(`no token for ${namespace}/${serviceAccount}`);
    return token;
  };
  return {
    endpoint,
    admin,
    adminKubeconfig,
    audit: auditLog(join(directory, 'audit.log')),
    directory,
    storage,
    kubectl: async (args, input) => {
      const { stdout } = await execa(
        binaries.kubectl,
        ['--kubeconfig', adminKubeconfig, ...args],
        input === undefined ? {} : { input },
      );
      return stdout;
    },
    tokenOf,
    kubeconfigOf: async (namespace, serviceAccount, through = apiPort) => {
      const path = join(directory, `${namespace}-${serviceAccount}-${through}.kubeconfig`);
      return writeKubeconfig(
        path,
        { ...endpoint, server: `https://127.0.0.1:${through}` },
        await tokenOf(namespace, serviceAccount),
      );
    },
    stopApiServer: async () => void (await server.stop()),
    startApiServer: async () => {
      server = await startServer();
      await ready(admin, [server, etcd]);
    },
    restartControllerManager: async () => {
      await manager?.stop(0);
      manager = await startControllerManager({ binaries, directory, credentials, kubeconfig: adminKubeconfig });
    },
    stop: async () => {
      admin.close();
      // Nothing is kept, so the order does not matter.
      await Promise.all([manager, server, etcd].map((process) => process?.stop(0)));
      await storage.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly binaries: Binaries;
  readonly directory: string;
}

/** etcd names its sockets like the hosts of an address, relative to where it runs. */
const etcdSocket = 'etcd.sock:1';

/**
 * With sockets in its own directory, it cannot be confused with the etcd of another control plane. With a port, one
 * that found its port taken ended, and its API server used the storage of the other one.
 */
function startEtcd({ binaries, directory }: Place): Promise<Started> {
  const client = `unix://${etcdSocket}`;
  const peer = 'unix://etcd-peer.sock:1';
  return start({
    program: binaries.etcd,
    args: flags({
      'data-dir': join(directory, 'etcd'),
      'listen-client-urls': client,
      'advertise-client-urls': client,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `default=${peer}`,
      'log-level': 'error',
      'unsafe-no-fsync': 'true',
    }),
    log: join(directory, 'etcd.log'),
    cwd: directory,
  });
}

interface ServerPlace extends Place {
  readonly credentials: Credentials;
  readonly apiPort: number;
  readonly storagePort: number;
}

/** All other settings are defaults, including the admission plugins with Pod Security. */
function startApiServer({ binaries, directory, credentials, apiPort, storagePort }: ServerPlace): Promise<Started> {
  return start({
    program: binaries['kube-apiserver'],
    args: flags({
      'etcd-servers': `http://127.0.0.1:${storagePort}`,
      'bind-address': '127.0.0.1',
      'secure-port': String(apiPort),
      'cert-dir': directory,
      'authorization-mode': 'RBAC',
      'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
      'service-account-key-file': credentials.publicKey,
      'service-account-signing-key-file': credentials.privateKey,
      'service-cluster-ip-range': '10.0.0.0/24',
      'token-auth-file': credentials.tokens,
      // Otherwise privileged containers are refused as invalid before Pod Security runs.
      'allow-privileged': 'true',
      'audit-policy-file': credentials.auditPolicy,
      'audit-log-path': join(directory, 'audit.log'),
      'audit-log-maxsize': '4096',
      'shutdown-delay-duration': '0s',
    }),
    log: join(directory, 'kube-apiserver.log'),
  });
}

interface ManagerPlace extends Place {
  readonly credentials: Credentials;
  readonly kubeconfig: string;
}

function startControllerManager({ binaries, directory, credentials, kubeconfig }: ManagerPlace): Promise<Started> {
  return start({
    program: binaries['kube-controller-manager'],
    args: flags({
      kubeconfig,
      'service-account-private-key-file': credentials.privateKey,
      'root-ca-file': certificateFile(directory),
      'leader-elect': 'false',
      'secure-port': '0',
    }),
    log: join(directory, 'kube-controller-manager.log'),
  });
}

function flags(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}

function certificateFile(directory: string): string {
  return join(directory, 'apiserver.crt');
}

/** The API server signs its own certificate at its start; the file ends with the signing authority. */
function readCertificate(directory: string): Promise<string> {
  return until('the API server writes its certificate', async () => {
    const text = await readFile(certificateFile(directory), 'utf8');
    return text.trimEnd().endsWith('-----END CERTIFICATE-----') && text;
  });
}

/** Objects that a controller of the API server creates after the server reports that it is ready. */
const madeAfterwards = [
  '/api/v1/namespaces/default',
  '/api/v1/namespaces/kube-system',
  '/api/v1/namespaces/default/services/kubernetes',
  '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes',
];

async function ready(admin: ApiClient, processes: readonly Started[]): Promise<void> {
  const ended = (): Started | undefined => processes.find((process) => !process.running());
  await until(
    'the API server is ready',
    async () => {
      if (ended() !== undefined) return true;
      const { status } = await admin.send('GET', '/readyz');
      if (status !== 200) return false;
      const found = await Promise.all(madeAfterwards.map((address) => admin.find(address)));
      return !found.includes(undefined);
    },
    { timeoutMs: 60_000, everyMs: 50 },
  );
  const gone = ended();
  if (gone !== undefined) throw new Error(`the API server or etcd ended: ${(await gone.output()).slice(-2_000)}`);
}
