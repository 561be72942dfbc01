// Scope external with a provider: the generated client calls stand-ins for the hosts of the provider, with real tokens
// of the ServiceAccount, and the trust that the generated iam/ declares.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { at, listAt, textAt, type Json } from '../control-plane/json.ts';
import { pathOf } from '../control-plane/kubernetes.ts';
import { until } from '../control-plane/until.ts';
import { freeLease, installWithoutCrd, startController, type Installation, type Replica } from './installation.ts';
import { lifeIn, type Life } from './life.ts';
import { firstHost, requestLine } from './providers/provider.ts';
import { providers } from './providers/providers.ts';
import { audiencesIn } from './providers/service-account-token.ts';
import { startStandIn, type Asked, type StandIn } from './providers/stand-in.ts';
import { subjectOf } from './subject.ts';

describe.each(Object.entries(providers))('%s', (_, { given, provider }) => {
  let plane: ControlPlane;
  let installation: Installation;
  let standIn: StandIn;
  let tokenFile: string;
  let controller: Replica;
  let life: Life;

  beforeAll(async () => {
    plane = await startControlPlane();
    installation = await installWithoutCrd(plane, subjectOf(given));
    await plane.kubectl(['apply', '--server-side', '-k', path.join(installation.subject.folder, 'deploy', 'crd')]);
    await plane.kubectl([
      'wait',
      '--for=condition=Established',
      '--timeout=30s',
      `crd/${installation.subject.project.crdName}`,
    ]);
    standIn = await startStandIn(provider, installation);
    tokenFile = path.join(plane.directory, 'provided', 'token');
    await mkdir(path.dirname(tokenFile));
    await project(provider.audience(installation));
    await begin();
  });
  afterAll(async () => {
    await controller?.stop(0);
    await standIn?.stop();
    await plane?.stop();
  });

  test('the host gets the credentials of the provider, by exactly these requests', async () => {
    await reachable('True');
    expect(standIn.visits.map((visit) => `${requestLine(visit)} ${visit.status}`)).toEqual(
      provider.requests(installation).map((line) => `${line} 200`),
    );
  });

  test('rejected credentials are requested again, with the current token', async () => {
    const before = standIn.visits.length;
    const token = await project(provider.audience(installation));
    standIn.revoke();
    await life.change();
    await until(
      'the host takes new credentials',
      () => toHost().at(-1)?.status === 200 && standIn.visits.length > before,
    );
    const seen = standIn.visits.slice(before);
    expect(seen.map(({ status }) => status)).toContain(401);
    const mounted = provider.audience(installation) === undefined ? 0 : 1;
    expect(seen.filter((visit) => textOf(visit).includes(token))).toHaveLength(mounted);
    await reachable('True');
  });

  test('no host gets a token for another audience, and the called host gets no ServiceAccount token', () => {
    const audiences = [...new Set(standIn.visits.flatMap((visit) => audiencesIn(textOf(visit))))];
    expect(audiences).toEqual([provider.audience(installation) ?? []].flat());
    expect(toHost().flatMap((visit) => audiencesIn(textOf(visit)))).toEqual([]);
  });

  const refusal = 'a token for the API server is not exchanged, and the status tells no more than the refusal';
  // On Google Cloud the Pod has no token.
  if (given.externalProvider !== 'gcp')
    test(refusal, async () => {
      await controller.stop(30_000);
      await life.discard();
      await freeLease(installation);
      const token = await project(undefined);
      const calls = toHost().length;
      await begin();
      const condition = await reachable('False');
      expect(textAt(condition, 'message')).toContain('403');
      for (const text of [JSON.stringify(condition), await controller.output()]) expect(text).not.toContain(token);
      expect(toHost()).toHaveLength(calls);
    });

  /** Writes a token to its place in the Pod, for the audience or for the API server. */
  async function project(audience: string | undefined): Promise<string> {
    const { namespace, name } = installation.serviceAccount;
    const token = await plane.tokenOf(namespace, name, audience);
    await writeFile(tokenFile, token);
    return token;
  }

  async function begin(): Promise<void> {
    const env = { ...provider.environment(installation, tokenFile), SSL_CERT_FILE: standIn.authority };
    controller = await startController(installation, { env, within: standIn.network.within });
    const [namespace = ''] = installation.namespaces;
    life = lifeIn(installation, namespace);
    await life.create();
  }

  /** The condition about the host, once it has this status. */
  async function reachable(status: string): Promise<Json> {
    const { apiVersion, plural } = installation.subject.project;
    const [namespace = ''] = installation.namespaces;
    const where = pathOf({ apiVersion, plural, namespace }, life.name);
    return until(`Reachable is ${status}`, async () => {
      const object = await plane.admin.get(where);
      const condition = listAt(object, 'status', 'conditions').find((one) => textAt(one, 'type') === 'Reachable');
      return (
        textAt(condition, 'status') === status &&
        at(condition, 'observedGeneration') === at(object, 'metadata', 'generation') &&
        condition
      );
    }).catch(async (cause: unknown) => {
      throw new Error(`${String(cause)}\n${await controller.output()}`);
    });
  }

  function toHost(): StandIn['visits'] {
    return standIn.visits.filter(({ host }) => host === firstHost(installation));
  }
});

/** The whole content of a request. */
function textOf({ path: asked, headers, body }: Asked): string {
  return [asked, ...Object.values(headers), decodeURIComponent(body.replaceAll('+', ' '))].join('\n');
}
