// Restarts an ended container after ever longer pauses, as the kubelet does.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Replica, Start } from './installation.ts';

export interface Kubelet {
  /** How often the container started. */
  starts(): number;
  stop(): Promise<void>;
}

/** Keeps one replica running. The pauses are a tenth of the kubelet's (10 s, 20 s, 40 s …), to keep tests short. */
export function kubelet(startReplica: (start: Start) => Promise<Replica>, start: Start): Kubelet {
  let stopped = false;
  let starts = 0;
  let current: Replica | undefined;
  const loop = async (): Promise<void> => {
    for (let pause = 1_000; !stopped; pause = Math.min(pause * 2, 30_000)) {
      starts += 1;
      current = await startReplica(start);
      await current.exited;
      if (!stopped) await sleep(pause);
    }
  };
  const ended = loop();
  return {
    starts: () => starts,
    stop: async () => {
      stopped = true;
      await current?.stop(0);
      await ended;
    },
  };
}
