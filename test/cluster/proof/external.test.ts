// Scope external: which token goes where, on a real TLS connection.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { items } from '../control-plane/client.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { freeLease, install, startController, type Installation, type Replica } from './installation.ts';
import { lifeIn, type Life } from './life.ts';
import { callerOf, goodToken, outsideHost, visitsOf } from './outside.ts';
import { proven } from './repositories.ts';
import { subjectOf } from './subject.ts';

const outside = inject('outside');
let plane: ControlPlane;
let installation: Installation;
let running: Replica | undefined;
let life: Life;

beforeAll(async () => {
  plane = await startControlPlane();
  installation = await install(plane, subjectOf(proven['token-cluster'] ?? {}));
});
afterAll(() => plane.stop());
afterEach(async () => {
  await running?.stop(0);
  await life.discard();
  await freeLease(installation);
});

test('the declared host gets the mounted token, and a rotated token with the next request', async () => {
  const env = await begin(`${goodToken}first`);
  await life.ready();
  expect(await authorizations()).toContain(`Bearer ${goodToken}first`);
  await writeFile(env['EXTERNAL_TOKEN_FILE'] ?? '', `${goodToken}second`);
  await life.change();
  await until('the rotated token arrives', async () => (await authorizations()).includes(`Bearer ${goodToken}second`));
});

test('the host never gets the token of the API server', async () => {
  await begin(`${goodToken}own`);
  await life.ready();
  const visits = await visitsOf(outside);
  expect(visits.length).toBeGreaterThan(0);
  expect([...new Set(visits.map(({ host }) => host))]).toEqual([outsideHost]);
  // A ServiceAccount token is a JWT, and none of the mounted tokens is one.
  expect(visits.filter(({ authorization }) => /eyJ/.test(authorization))).toEqual([]);
});

test('the token of the API server is refused as an external token', async () => {
  const folder = path.join(plane.directory, 'kubernetes.io', 'serviceaccount');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'token'),
    await plane.tokenOf(installation.serviceAccount.namespace, installation.serviceAccount.name),
  );
  await begin(goodToken, { EXTERNAL_TOKEN_FILE: path.join(folder, 'token') });
  const { code } = await Promise.race([started().exited, sleep(20_000).then(() => ({ code: 'still running' }))]);
  expect(code).toBeGreaterThan(0);
  expect(await started().output()).toContain('must not leave the cluster');
});

test('a redirect to an undeclared host is not followed', async () => {
  await begin(`${goodToken}redirect`);
  await until('the redirect is given', async () => (await authorizations()).includes(`Bearer ${goodToken}redirect`));
  await sleep(1_000);
  expect((await visitsOf(outside)).filter(({ path: asked }) => asked !== '/')).toEqual([]);
});

test('a rejected token is reported only by its status, and appears in no log, status or event', async () => {
  const token = 'hush-3f9a1c';
  await begin(token);
  const where = pathOf({
    apiVersion: installation.subject.project.apiVersion,
    plural: installation.subject.project.plural,
    namespace: 'team-a',
  });
  const seen = await until('the status names the answer', async () => {
    const text = JSON.stringify(items(await plane.admin.get(where)));
    return text.includes('401') && text;
  });
  expect(await authorizations()).toContain(`Bearer ${token}`);
  const events = JSON.stringify(
    await plane.admin.get(pathOf({ apiVersion: 'events.k8s.io/v1', plural: 'events', namespace: 'team-a' })),
  );
  for (const text of [seen, events, await started().output()]) expect(text).not.toContain(token);
});

test('a certificate of an untrusted authority is refused', async () => {
  await begin(`${goodToken}distrusted`, { SSL_CERT_FILE: await foreignAuthority() });
  await until('the log says that the host cannot be reached', async () =>
    (await started().output()).includes(`${outsideHost} cannot be reached`),
  );
  expect(await authorizations()).not.toContain(`Bearer ${goodToken}distrusted`);
});

/** Starts the controller with the token, and creates a custom resource for it. */
async function begin(
  token: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const caller = { ...(await callerOf(outside, plane.directory, token)), ...env };
  running = await startController(installation, { env: caller });
  life = lifeIn(installation, 'team-a');
  await life.create();
  return caller;
}

function started(): Replica {
  if (running === undefined) throw new Error('no controller was started');
  return running;
}

async function authorizations(): Promise<readonly string[]> {
  return (await visitsOf(outside)).map(({ authorization }) => authorization);
}

/** The authority of the API server, which did not sign the certificate of the external service. */
async function foreignAuthority(): Promise<string> {
  const file = path.join(plane.directory, 'foreign.crt');
  await writeFile(file, plane.endpoint.ca);
  return file;
}
