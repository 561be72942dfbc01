// A TCP proxy on loopback that can delay or cut connections.
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';

export interface SlowProxy {
  readonly port: number;
  /** Delays every chunk in both directions. */
  delay(milliseconds: number): void;
  /** Closes open connections and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  /** The number of connection attempts so far, including refused ones. */
  asked(): number;
  close(): Promise<void>;
}

/** Listens on a port that the kernel chooses and that it keeps until it is closed. */
export async function slowProxy(target: NetConnectOpts): Promise<SlowProxy> {
  let wait = 0;
  let broken = false;
  let asked = 0;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    asked += 1;
    if (broken) return void near.destroy();
    const far = connect(target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      // With one delay for all chunks, their timers keep the order.
      from.on(
        'data',
        (chunk) => void (wait === 0 ? to.write(chunk) : setTimeout(() => to.destroyed || to.write(chunk), wait)),
      );
      from.on('end', () => setTimeout(() => to.end(), wait));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
  const closeAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    delay: (milliseconds) => (wait = milliseconds),
    cut: () => {
      broken = true;
      closeAll();
    },
    mend: () => (broken = false),
    asked: () => asked,
    close: () => {
      closeAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
