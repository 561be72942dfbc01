// A node with a stand-in for a network engine: it enforces an egress NetworkPolicy with nftables, at the place of real
// ones.
import { execa } from 'execa';
import path from 'node:path';
import { start } from '../../control-plane/process.ts';
import { until } from '../../control-plane/until.ts';

export interface Socket {
  readonly address: string;
  readonly port: number;
}

/** One rule of `spec.egress`: to these blocks, on these ports. */
export interface Egress {
  readonly to: readonly { readonly ipBlock: { readonly cidr: string } }[];
  readonly ports: readonly { readonly protocol: string; readonly port: number }[];
}

/**
 * The place of an engine. Cilium's datapath and engines at the device of the Pod see the requested address; those that
 * filter forwarded packets (kindnet, kube-router, Calico with iptables) see the address that kube-proxy inserted.
 */
export type Sees = 'the address that was asked for' | 'the address after translation';

const hooks: Readonly<Record<Sees, string>> = {
  'the address that was asked for': 'prerouting priority raw',
  'the address after translation': 'forward priority filter',
};

export interface Node {
  enforce(sees: Sees, egress: readonly Egress[]): Promise<void>;
  /** Whether the Pod gets a connection. */
  reaches(socket: Socket): Promise<boolean>;
  stop(): Promise<void>;
}

/** Creates the networks; needs root, iproute2 and nftables. The API server also listens at the next lower port. */
export async function startNode(directory: string, service: Socket, endpoint: Socket): Promise<Node> {
  const words = [service, endpoint].flatMap(({ address, port }) => [address, String(port)]);
  const node = await start({
    program: 'unshare',
    args: ['--net', '--mount', 'sh', path.join(import.meta.dirname, 'node.sh'), ...words],
    env: { ...process.env, NODE: process.execPath },
    log: path.join(directory, 'node.log'),
  });
  await until('the networks are there', async () => !node.running() || (await node.output()).includes('listening'));
  if (!node.running()) throw new Error(`no networks (run as root, with iproute2 and nftables): ${await node.output()}`);
  const inside = (namespace: string, words: readonly string[]) => [
    '--target',
    String(node.pid),
    '--mount',
    'ip',
    'netns',
    'exec',
    namespace,
    ...words,
  ];
  return {
    enforce: async (sees, egress) => {
      await execa('/usr/bin/nsenter', inside('node', ['nft', '-f', '-']), { input: rulesOf(sees, egress) });
    },
    reaches: async ({ address, port }) => {
      const words = inside('pod', [process.execPath, '-e', connect, address, String(port)]);
      const { exitCode, stderr } = await execa('/usr/bin/nsenter', words, { reject: false });
      if (exitCode !== 0 && exitCode !== dropped) throw new Error(stderr);
      return exitCode === 0;
    },
    stop: async () => void (await node.stop(1_000)),
  };
}

const dropped = 9;
/** A dropped packet gets no answer. */
const patienceMs = 1_000;
const connect = `
  const [host, port] = process.argv.slice(1);
  const socket = require('net').connect({ host, port, timeout: ${patienceMs} }, () => process.exit(0));
  socket.once('timeout', () => process.exit(${dropped}));`;

/** Allows exactly the rules for packets from the Pod. */
function rulesOf(sees: Sees, egress: readonly Egress[]): string {
  const allowed = egress.map(({ to, ports }) => {
    const addresses = to.map(({ ipBlock }) => ipBlock.cidr).join(', ');
    return `ip daddr { ${addresses} } tcp dport { ${ports.map(({ port }) => port).join(', ')} } accept`;
  });
  return `
    table ip engine
    delete table ip engine
    table ip engine {
      chain egress {
        type filter hook ${hooks[sees]}
        iifname != to-pod accept
        ${allowed.join('\n        ')}
        drop
      }
    }
  `;
}
