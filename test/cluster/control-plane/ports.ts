// Free ports on loopback.
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/**
 * Ports on which nothing listens, and that no other run of these tests gets before this process ends: it keeps the UDP
 * ports of the same numbers. On Linux, ports below 32768 are not given to outgoing connections
 * (`ip_local_port_range`, https://docs.kernel.org/networking/ip-sysctl.html).
 */
export async function freePorts(
  count: number,
  next: () => number = () => randomInt(20_000, 32_768),
): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = next();
    if ((await claims(port)) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

/** The port stays ours until the process ends. */
function claims(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const claim = createSocket('udp4');
    claim.once('error', (error) => (isTaken(error) ? resolve(false) : reject(error)));
    claim.bind({ port, address: '127.0.0.1', exclusive: true }, () => {
      claim.unref();
      resolve(true);
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (isTaken(error) ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EADDRINUSE';
}
