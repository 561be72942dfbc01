// Large owned objects cost the controller almost nothing: it watches only metadata, page by page. While five hundred
// objects wait, its metrics show them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { items } from '../control-plane/client.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { listAt, textAt } from '../control-plane/json.ts';
import { nameOf, pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { costOf } from '../load/process-cost.ts';
import { userOf } from './grants.ts';
import { install, startController, type Installation, type Replica } from './installation.ts';
import { proven } from './repositories.ts';
import { specOf } from './spec.ts';
import { subjectOf } from './subject.ts';

const count = 500;
const bytes = 256 * 1024;

const subject = subjectOf(proven['default'] ?? {});
let plane: ControlPlane;
let installation: Installation;
let controller: Replica;

beforeAll(async () => {
  plane = await startControlPlane();
  installation = await install(plane, subject);
  controller = await startController(installation);
});
afterAll(async () => {
  await controller?.stop(0);
  await plane.stop();
});

test(`${count} objects of ${bytes / 1024} KiB, created while it runs and listed at its start, stay under half of its limit`, async () => {
  const { apiVersion, plural, kind } = subject.project;
  const [namespace = ''] = installation.namespaces;
  const owners = pathOf({ apiVersion, plural, namespace });
  const configMaps = pathOf({ apiVersion: 'v1', plural: 'configmaps', namespace });
  await each(
    Array.from({ length: count }, (_, index) => `large-${index}`),
    (name) =>
      plane.admin.create(owners, { apiVersion, kind, metadata: { name }, spec: specOf(subject.project, namespace, 0) }),
  );
  const made = async () => {
    const found = items(await plane.admin.get(configMaps));
    const owned = found.filter((one) => listAt(one, 'metadata', 'ownerReferences').length > 0);
    return owned.length === count && owned.map(nameOf);
  };
  const owned = await until('all are made', made, { timeoutMs: 120_000 });

  // A field of another manager is not a change to undo, and returns with each apply.
  await applyingAll(() =>
    each(owned, (name) => plane.admin.merge(`${configMaps}/${name}`, { data: { large: 'x'.repeat(bytes) } })),
  );
  expect((await costOf(controller.pid)).peakMiB).toBeLessThan(limitMiB() / 2);

  await applyingAll(async () => {
    await controller.stop(30_000);
    controller = await startController(installation);
    await until('they wait', async () => (await waiting()) > 100, { everyMs: 20 });
  });
  expect(await waiting()).toBe(0);
  expect((await costOf(controller.pid)).peakMiB).toBeLessThan(limitMiB() / 2);
}, 300_000);

/** The length of its queue; zero before it serves metrics. */
async function waiting(): Promise<number> {
  const response = await fetch(`http://${controller.address}/metrics`);
  const [, depth] = /^workqueue_depth\{.*\} (\d+)$/m.exec(await response.text()) ?? [];
  return Number(depth);
}

/** Runs something, and waits until the controller has applied each owned object since. */
async function applyingAll(work: () => Promise<void>): Promise<void> {
  const log = await plane.audit.since();
  await work();
  await until(
    'each is applied',
    async () => {
      const requests = await log.requestsOf(userOf(installation.serviceAccount));
      const applied = requests
        .flatMap(({ accesses }) => accesses)
        .filter(({ verb, resource }) => verb === 'patch' && resource === 'configmaps');
      return new Set(applied.map(({ name }) => name)).size === count;
    },
    { timeoutMs: 120_000, everyMs: 500 },
  );
}

async function each(names: readonly string[], work: (name: string) => Promise<unknown>): Promise<void> {
  for (let done = 0; done < names.length; done += 50) await Promise.all(names.slice(done, done + 50).map(work));
}

/** The limit of the container in deploy/. */
function limitMiB(): number {
  const [container] = listAt(installation.deployment, 'spec', 'template', 'spec', 'containers');
  const [, mebibytes] = /^(\d+)Mi$/.exec(textAt(container, 'resources', 'limits', 'memory') ?? '') ?? [];
  return Number(mebibytes);
}
