// Two thousand objects at once: the time until all are Ready, and requests, memory and CPU per object; then the same
// for a start with only Ready objects. docs/load.md has the results.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditedRequest } from '../control-plane/audit.ts';
import { items } from '../control-plane/client.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { at, listAt, textAt, type Json } from '../control-plane/json.ts';
import { pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { userOf } from '../proof/grants.ts';
import { install, startController, type Installation } from '../proof/installation.ts';
import { specOf } from '../proof/spec.ts';
import { costOf, type Cost } from './process-cost.ts';
import { release } from './release.ts';

const count = 2_000;
const quietMs = 3_000;

interface Measured extends Cost {
  readonly seconds: number;
  readonly requests: readonly AuditedRequest[];
}

let plane: ControlPlane;
let installation: Installation;
let collection: string;

beforeAll(async () => {
  plane = await startControlPlane();
  installation = await install(plane, release);
  const { apiVersion, plural } = release.project;
  const [namespace = ''] = installation.namespaces;
  collection = pathOf({ apiVersion, plural, namespace });
});
afterAll(() => plane.stop());

test(`${count} existing objects all become Ready when the controller starts`, async () => {
  await fill();
  const { requests } = await start('all are new');
  // The watches return each written object as one more reconciliation, which applies again and changes nothing.
  expect(writes(requests)).toEqual({
    'patch configmaps': 2 * count,
    'patch mycontrollers/status': count,
    'create events': count,
  });
});

test('a start with only Ready objects writes nothing but what it owns', async () => {
  const { requests } = await start('all are Ready');
  expect(writes(requests)).toEqual({ 'patch configmaps': count });
});

async function fill(): Promise<void> {
  const { apiVersion, kind } = release.project;
  const object = (name: string) => ({ apiVersion, kind, metadata: { name }, spec: specOf(release.project, '', 0) });
  for (let made = 0; made < count; made += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => plane.admin.create(collection, object(`load-${made + index}`))),
    );
  }
}

/** One start of the controller, until all objects are Ready and no more requests come. */
async function start(phase: string): Promise<Measured> {
  const log = await plane.audit.since();
  // Without renewals of the Lease, which depend on time.
  const asked = async (): Promise<readonly AuditedRequest[]> =>
    (await log.requestsOf(userOf(installation.serviceAccount))).filter(({ accesses }) =>
      accesses.every(({ resource }) => resource !== 'leases'),
    );
  const started = Date.now();
  const controller = await startController(installation);
  await until('all are Ready', async () => items(await plane.admin.get(collection)).filter(isReady).length === count, {
    timeoutMs: 600_000,
    everyMs: 500,
  });
  const comesToRest = async (): Promise<boolean> => {
    const before = (await asked()).length;
    await sleep(quietMs);
    return before > 0 && (await asked()).length === before;
  };
  await until('it asks nothing more', comesToRest, { timeoutMs: 300_000 });
  const cost = await costOf(controller.pid);
  await controller.stop(30_000);
  const requests = await asked();
  const seconds = (Math.max(...requests.map(({ time }) => time)) - started) / 1000;
  console.info(
    `${phase}: ${seconds.toFixed(1)} s, ${(requests.length / count).toFixed(2)} requests each, ${cost.cpuSeconds.toFixed(1)} s of CPU, peak ${cost.peakMiB.toFixed(0)} MiB`,
  );
  // Neither denied nor throttled with 429.
  expect(requests.filter(({ status }) => status >= 400)).toEqual([]);
  // The limit of its Deployment.
  expect(cost.peakMiB).toBeLessThan(128);
  return { ...cost, requests, seconds };
}

function isReady(object: Json): boolean {
  return (
    at(object, 'status', 'observedGeneration') === at(object, 'metadata', 'generation') &&
    listAt(object, 'status', 'conditions').some(
      (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
    )
  );
}

/** How often each writing verb was used on each resource. */
function writes(requests: readonly AuditedRequest[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const {
    accesses: [access],
  } of requests) {
    if (access === undefined || access.verb === 'list' || access.verb === 'watch') continue;
    const what = `${access.verb} ${access.resource}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
