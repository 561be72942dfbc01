// Two thousand objects at once: how long until all are Ready, how many requests each took, how much memory.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { items } from '../control-plane/client.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { at, listAt, textAt, type Json } from '../control-plane/json.ts';
import { pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { userOf } from '../proof/grants.ts';
import { install, startController, type Installation } from '../proof/installation.ts';
import { proven } from '../proof/repositories.ts';
import { specOf } from '../proof/spec.ts';
import { subjectOf } from '../proof/subject.ts';

const count = 2_000;

let plane: ControlPlane;
let installation: Installation;

beforeAll(async () => {
  plane = await startControlPlane();
  installation = await install(plane, subjectOf(proven['default'] ?? {}));
});
afterAll(() => plane.stop());

test(`${count} objects that are there when the controller starts all become Ready`, async () => {
  const { project } = installation.subject;
  const [namespace = ''] = installation.namespaces;
  const collection = pathOf({ apiVersion: project.apiVersion, plural: project.plural, namespace });
  for (let made = 0; made < count; made += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        plane.admin.create(collection, { apiVersion: project.apiVersion, kind: project.kind, metadata: { name: `load-${made + index}` }, spec: specOf(project, namespace, 0) }),
      ),
    );
  }
  const controller = await startController(installation);
  const started = performance.now();
  await until('all are Ready', async () => items(await plane.admin.get(collection)).filter(isReady).length === count, { timeoutMs: 600_000, everyMs: 500 });
  const seconds = (performance.now() - started) / 1000;
  const requests = await plane.audit.requestsOf(userOf(installation.serviceAccount));
  const memory = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${controller.pid}/status`, 'utf8'))?.[1];
  console.info(`${count} objects Ready in ${seconds.toFixed(1)} s; ${(requests.length / count).toFixed(2)} requests each; peak ${Math.round(Number(memory) / 1024)} MiB (debug build)`);
  expect(requests.filter(({ allowed }) => !allowed)).toEqual([]);
  // Apply, status, event: more than one of each would be work for nothing.
  expect(requests.length / count).toBeLessThan(4);
  await controller.stop(30_000);
});

function isReady(object: Json): boolean {
  return at(object, 'status', 'observedGeneration') === at(object, 'metadata', 'generation') && listAt(object, 'status', 'conditions').some((one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True');
}
