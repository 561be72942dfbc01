// A network for one controller, in which the names and addresses of the provider lead to this test, and nothing leads
// outside.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { start } from '../../control-plane/process.ts';
import { until } from '../../control-plane/until.ts';

export interface Reach {
  /** Host names, which all resolve to loopback. */
  readonly names: readonly string[];
  /** Addresses of the network in addition to loopback. */
  readonly addresses: readonly string[];
  /** The Unix socket for each port, on every address. */
  readonly sockets: Readonly<Record<number, string>>;
}

export interface PodNetwork {
  /** The words before a command that run it inside. */
  readonly within: readonly string[];
  stop(): Promise<void>;
}

const setUp =
  'ip link set lo up && for one in $ADDRESSES; do ip address add "$one/32" dev lo; done && mount --bind "$HOSTS" /etc/hosts && exec "$@"';

/** Creates the network; needs root for the namespaces. */
export async function startPodNetwork(directory: string, { names, addresses, sockets }: Reach): Promise<PodNetwork> {
  const hosts = path.join(directory, 'hosts');
  await writeFile(hosts, `127.0.0.1 localhost ${names.join(' ')}\n`);
  const routes = Object.entries(sockets).map(([port, socket]) => `${port}=${socket}`);
  const forward = path.join(import.meta.dirname, 'forward.js');
  const holder = await start({
    program: 'unshare',
    args: ['--net', '--mount', 'sh', '-c', setUp, 'sh', process.execPath, forward, ...routes],
    env: { ...process.env, ADDRESSES: addresses.join(' '), HOSTS: hosts },
    log: path.join(directory, 'network.log'),
  });
  await until('the network is there', async () => !holder.running() || (await holder.output()).includes('forwarding'));
  if (!holder.running())
    throw new Error(`no network of its own (run as root, with iproute2): ${await holder.output()}`);
  return {
    within: ['/usr/bin/nsenter', `--net=/proc/${holder.pid}/ns/net`, `--mount=/proc/${holder.pid}/ns/mnt`],
    stop: async () => void (await holder.stop(1_000)),
  };
}
