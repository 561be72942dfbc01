// An idle controller makes no requests.
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../control-plane/until.ts';
import { userOf } from './grants.ts';
import type { Installation } from './installation.ts';

const quietMs = 3_000;

/** Waits for a while without any request except the renewal of the Lease; throws if that never comes. */
export async function comesToRest({ plane, serviceAccount }: Installation): Promise<void> {
  const log = await plane.audit.since();
  await until(
    `${quietMs} ms without a request`,
    async () => {
      const before = await asked();
      await sleep(quietMs);
      return (await asked()) === before;
    },
    { timeoutMs: 60_000 },
  );

  async function asked(): Promise<number> {
    const requests = await log.requestsOf(userOf(serviceAccount));
    return requests.filter(({ accesses }) => accesses.some(({ resource }) => resource !== 'leases')).length;
  }
}
