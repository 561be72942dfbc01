// Stands in for nodes: each Pod of the controller is a process, and is Ready when the process reports it.
import { setTimeout as sleep } from 'node:timers/promises';
import { items } from '../../control-plane/client.ts';
import { listAt, textAt, type Json } from '../../control-plane/json.ts';
import { nameOf, pathOf } from '../../control-plane/kubernetes.ts';
import { startController, type Installation, type Replica } from '../installation.ts';

export interface Nodes {
  /** How many Pods run. */
  count(): number;
  stop(): Promise<void>;
}

export function runPods(installation: Installation): Nodes {
  const { admin } = installation.plane;
  const pods = pathOf({ apiVersion: 'v1', plural: 'pods', namespace: installation.serviceAccount.namespace });
  const processes = new Map<string, Replica>();
  let stopped = false;
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const found = items(await admin.get(pods));
      await end([...processes.keys()].filter((name) => !found.some((pod) => nameOf(pod) === name)));
      for (const pod of found) await run(pod);
      await sleep(200);
    }
  };
  const ended = loop();
  return {
    count: () => processes.size,
    stop: async () => {
      stopped = true;
      await ended;
      await end([...processes.keys()]);
    },
  };

  async function run(pod: Json): Promise<void> {
    const name = nameOf(pod);
    const process = processes.get(name) ?? (await startController(installation, { name }));
    processes.set(name, process);
    if (!process.running()) throw new Error(`the Pod ${name} ended: ${await process.output()}`);
    if (isReady(pod) || !(await answers(process))) return;
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    // The Pod may be gone by now.
    await admin.send('PATCH', `${pods}/${name}/status`, { status }, 'application/merge-patch+json');
  }

  async function end(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => processes.get(name)?.stop(20_000)));
    for (const name of names) processes.delete(name);
  }
}

function isReady(pod: Json): boolean {
  return listAt(pod, 'status', 'conditions').some((one) => textAt(one, 'type') === 'Ready');
}

/** Checks like the readiness probe. */
async function answers({ address }: Replica): Promise<boolean> {
  try {
    return (await fetch(`http://${address}/readyz`)).ok;
  } catch {
    return false;
  }
}
