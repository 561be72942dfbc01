// Failures around the controller: it recovers or names the problem, ends at a signal, and never spins.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { freePorts } from '../control-plane/ports.ts';
import { slowProxy, type SlowProxy } from '../control-plane/slow-proxy.ts';
import { withoutVerb, withRoleIn } from './changed-role.ts';
import { userOf } from './grants.ts';
import {
  freeLease,
  install,
  installWithoutCrd,
  startController,
  type Installation,
  type Replica,
  type Start,
} from './installation.ts';
import { kubelet, type Kubelet } from './kubelet.ts';
import { lifeIn, type Life } from './life.ts';
import { graceMs } from './sufficient.ts';
import { subjectOf } from './subject.ts';
import { proven } from './repositories.ts';

/** The maximum average of requests per second while the controller is refused something. */
const calm = 3;

const subject = subjectOf(proven['two-namespaces'] ?? {});
let plane: ControlPlane;
let installation: Installation;
let proxy: SlowProxy;
const running: Replica[] = [];
const lives: Life[] = [];
let keeper: Kubelet | undefined;

beforeAll(async () => {
  plane = await startControlPlane();
  installation = await install(plane, subject);
  proxy = await slowProxy({ host: '127.0.0.1', port: Number(new URL(plane.endpoint.server).port) });
});
afterAll(async () => {
  await proxy.close();
  await plane.stop();
});
beforeEach(() => freeLease(installation));
afterEach(async () => {
  await keeper?.stop();
  keeper = undefined;
  proxy.delay(0);
  proxy.mend();
  await Promise.all(running.splice(0).map((replica) => replica.stop(0)));
  for (const life of lives.splice(0)) await life.discard();
});

describe('SIGTERM ends the controller within its grace period', () => {
  test('when it is idle', async () => {
    const replica = await started();
    await newLife('team-a').ready();
    await endsInTime(replica);
  });

  test('while it waits for the Lease of another replica', async () => {
    await started();
    await newLife('team-a').ready();
    const waiting = await started();
    await sleep(1_000);
    await endsInTime(waiting);
  });

  test('when nothing listens at the address of the API server', async () => {
    const [port = 0] = await freePorts(1);
    const replica = await started({ through: port });
    await sleep(2_000);
    await endsInTime(replica);
  });

  test('when the API server accepts connections and never answers', async () => {
    proxy.delay(3_600_000);
    const replica = await started({ through: proxy.port });
    await sleep(2_000);
    await endsInTime(replica);
  });

  test('during a long reconciliation', async () => {
    const replica = await started({ through: proxy.port });
    await newLife('team-a').ready();
    // A request takes longer, but less than the time limit of the Lease renewal, after which the replica would give up.
    proxy.delay(1_200);
    newLife('team-a');
    await sleep(2_000);
    await endsInTime(replica);
  });

  test('when one namespace is denied', () =>
    withoutRoleIn('team-b', async () => {
      const replica = await started();
      await newLife('team-a').ready();
      await endsInTime(replica);
    }));

  test('or it has already ended, when every namespace is denied', () =>
    withoutRoleIn('team-a', () =>
      withoutRoleIn('team-b', async () => {
        const replica = await started();
        await sleep(2_000);
        const { signal, ms } = await replica.stop(graceMs);
        expect(signal).toBeNull();
        expect(ms).toBeLessThan(graceMs);
        expect(await replica.output()).toMatch(/cannot list resource/);
      }),
    ));
});

describe('the controller', () => {
  test('serves the other namespaces while one is denied, names it, and serves it once it is allowed', async () => {
    await withoutRoleIn('team-b', async () => {
      const replica = await started();
      await newLife('team-a').ready();
      const report = await readyz(replica);
      expect(report.status).toBe(503);
      expect(report.text).toMatch(/team-a: ok/);
      expect(report.text).toMatch(/team-b: (?!ok)/);
      expect(await replica.output()).toMatch(/team-b/);
    });
    await newLife('team-b').ready(90_000);
  });

  test('does not spin while a namespace is denied', () =>
    withoutRoleIn('team-b', async () => {
      await started();
      await newLife('team-a').ready();
      expect(await requestsPerSecond(15)).toBeLessThan(calm);
    }));

  test('does not spin while it cannot write what it owns, reports it, and recovers', async () => {
    await started();
    const life = newLife('team-a');
    await life.ready();
    await withRoleIn({ plane, installation }, 'team-a', withoutVerb('patch', 'configmaps'), async () => {
      await life.change();
      await plane.audit.awaitRequest(userOf(installation.serviceAccount), 'a denied patch', ({ allowed }) => !allowed);
      expect(await requestsPerSecond(15)).toBeLessThan(calm);
    });
    await life.ready(90_000);
  });

  test('ends and names the CRD when it is missing', async () => {
    const bare = await startControlPlane();
    try {
      const separate = await installWithoutCrd(bare, subjectOf(proven['default'] ?? {}));
      const replica = await startController(separate);
      running.push(replica);
      const { code } = await Promise.race([replica.exited, sleep(20_000).then(() => ({ code: 'still running' }))]);
      expect(code).toBeGreaterThan(0);
      const output = await replica.output();
      expect(output).toContain(separate.subject.project.crdName);
      expect(output).toContain('deploy/crd');
      expect(output).not.toMatch(/panicked/);
    } finally {
      await bare.stop();
    }
  });

  test('stays calm while the API server is down, and recovers', async () => {
    keeper = kubelet((start) => startController(installation, start), { name: 'kept', through: proxy.port });
    const life = newLife('team-a');
    await life.ready();
    proxy.cut();
    const asked = proxy.asked();
    const away = 30;
    await sleep(away * 1000);
    expect((proxy.asked() - asked) / away).toBeLessThan(calm);
    proxy.mend();
    await life.change();
    await life.ready(120_000);
  }, 240_000);

  test('recovers after a restart of the API server', async () => {
    keeper = kubelet((start) => startController(installation, start), { name: 'kept' });
    const life = newLife('team-a');
    await life.ready();
    await plane.stopApiServer();
    await plane.startApiServer();
    await life.change();
    await life.ready(120_000);
  }, 240_000);

  test('completes a full life cycle while etcd is slow', async () => {
    await started();
    plane.storage.delay(250);
    try {
      const life = newLife('team-a');
      await life.ready(60_000);
      await life.change();
      await life.ready(60_000);
      await life.restoreDeleted();
    } finally {
      plane.storage.delay(0);
    }
  });
});

async function started(start: Start = {}): Promise<Replica> {
  const replica = await startController(installation, start);
  running.push(replica);
  return replica;
}

/** A custom resource that exists; it is removed after the test. */
function newLife(namespace: string): Life {
  const life = lifeIn(installation, namespace);
  lives.push(life);
  const created = life.create();
  const after =
    (step: (timeoutMs?: number) => Promise<void>) =>
    async (timeoutMs?: number): Promise<void> => {
      await created;
      await step(timeoutMs);
    };
  return { ...life, ready: after(life.ready), discard: after(life.discard) };
}

async function endsInTime(replica: Replica): Promise<void> {
  expect(replica.running()).toBe(true);
  const { code, signal, ms } = await replica.stop(graceMs);
  expect({ code, signal }).toEqual({ code: 0, signal: null });
  expect(ms).toBeLessThan(graceMs);
}

async function requestsPerSecond(seconds: number): Promise<number> {
  const log = await plane.audit.since();
  await sleep(seconds * 1000);
  return (await log.requestsOf(userOf(installation.serviceAccount))).length / seconds;
}

async function readyz(replica: Replica): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`http://${replica.address}/readyz`);
  return { status: response.status, text: await response.text() };
}

function withoutRoleIn(namespace: string, work: () => Promise<void>): Promise<void> {
  return withRoleIn({ plane, installation }, namespace, (role) => ({ ...role, rules: [] }), work);
}
