// A container of an image, confined by the security context of the Pod and started by an OCI runtime, as the kubelet
// does.
import { chmod, chown, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { at, listAt, parseJson, textAt, textsAt, type Json, type JsonObject } from '../cluster/control-plane/json.ts';
import { start, type Started } from '../cluster/control-plane/process.ts';
import { until } from '../cluster/control-plane/until.ts';
import { imageConfig } from './buildah.ts';

export interface Run {
  readonly image: string;
  /** The file system of the image. */
  readonly root: string;
  /** The container of the manifest: its command and its security context. */
  readonly container: Json;
  readonly env: Readonly<Record<string, string>>;
  /** The read-only mounts: folder by mount point. */
  readonly volumes: Readonly<Record<string, string>>;
  /** The folder for the log and the files of the runtime. */
  readonly directory: string;
}

export interface Container extends Started {
  /** The data of its first process in /proc. */
  proc(file: 'status' | 'mountinfo'): Promise<string>;
}

/**
 * Starts the container in a separate process namespace. It shares the network, because the control plane is on
 * loopback.
 */
export async function startContainer(run: Run): Promise<Container> {
  const bundle = await mkdtemp(join(run.directory, 'bundle-'));
  const name = bundle.slice(bundle.lastIndexOf('/') + 1);
  await writeFile(join(bundle, 'config.json'), JSON.stringify(specification(run, await imageConfig(run.image))));
  const runtime = ['--root', join(run.directory, 'runc')];
  const started = await start({
    program: 'runc',
    args: [...runtime, 'run', '--bundle', bundle, name],
    log: join(run.directory, `${name}.log`),
  });
  const pid = async (): Promise<string> => {
    const state = await execa('runc', [...runtime, 'state', name]);
    return String(at(parseJson(state.stdout), 'pid'));
  };
  return {
    ...started,
    proc: async (file) => {
      const first = await until('the container has a process', pid);
      return readFile(`/proc/${first}/${file}`, 'utf8');
    },
  };
}

/** The runtime specification, https://github.com/opencontainers/runtime-spec/blob/main/config.md. */
function specification({ root, container, env, volumes }: Run, config: JsonObject): JsonObject {
  const command = textsAt(container, 'command');
  const limits = at(container, 'securityContext') ?? null;
  if (listAt(limits, 'capabilities', 'add').length > 0 || !textsAt(limits, 'capabilities', 'drop').includes('ALL'))
    throw new Error('not all capabilities are dropped');
  const allowed = (resource: string): string => textAt(container, 'resources', 'limits', resource) ?? '';
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return {
    ociVersion: '1.0.0',
    process: {
      user: userOf(textAt(config, 'User') ?? ''),
      args: [...(command.length > 0 ? command : textsAt(config, 'Entrypoint')), ...textsAt(container, 'args')],
      env: [...textsAt(config, 'Env'), ...variables],
      cwd: textAt(config, 'WorkingDir') ?? '/',
      capabilities: {},
      noNewPrivileges: at(limits, 'allowPrivilegeEscalation') === false,
    },
    root: { path: root, readonly: at(limits, 'readOnlyRootFilesystem') === true },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      ...Object.entries(volumes).map(([destination, source]) => ({
        destination,
        source,
        type: 'bind',
        options: ['bind', 'ro'],
      })),
    ],
    linux: {
      namespaces: ['pid', 'mount', 'ipc', 'uts'].map((type) => ({ type })),
      resources: {
        memory: { limit: bytes(allowed('memory')) },
        cpu: { period: 100_000, quota: milliseconds(allowed('cpu')) * 100 },
      },
    },
  };
}

/** `128Mi`, the only form in the manifests. */
function bytes(quantity: string): number {
  const [, number] = /^(\d+)Mi$/.exec(quantity) ?? [];
  if (number === undefined) throw new Error(`no limit on memory: ${quantity}`);
  return Number(number) * 1024 * 1024;
}

/** Processor milliseconds per second, from `200m`. */
function milliseconds(quantity: string): number {
  const [, number] = /^(\d+)m$/.exec(quantity) ?? [];
  if (number === undefined) throw new Error(`no limit on CPU: ${quantity}`);
  return Number(number);
}

/** The image names its user by number, because the kubelet cannot check that a name is not root. */
function userOf(user: string): JsonObject {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(user) ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`the image's user is ${user === '' ? 'not set' : user}`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** A folder as the kubelet projects it: owned by root, readable only by the group of the Pod. */
export async function projected(directory: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(directory, 'projected-'));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await writeFile(file, content);
    await chown(file, 0, 65532);
    await chmod(file, 0o440);
  }
  await chmod(folder, 0o755);
  return folder;
}
