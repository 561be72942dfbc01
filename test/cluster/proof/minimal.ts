// Removes each permission in turn: some step of the same life must be denied exactly for it.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Access, AuditedRequest } from '../control-plane/audit.ts';
import { until } from '../control-plane/until.ts';
import { allows, describeGrant, pathOfRole, roleWithout, userOf, type Grant } from './grants.ts';
import { customResourceDefinitions, freeLease, startController, type Installation } from './installation.ts';
import { livesIn, type Life } from './life.ts';
import { mayAccess } from './subject-access.ts';
import { describeDenial } from './usage.ts';

export interface Needed {
  readonly grant: string;
  /** The reason for the permission: the denied request without it. Undefined if no request was denied. */
  readonly denied: string | undefined;
  readonly ms: number;
}

/** Runs the life once without each grant, and restores the grant. */
export async function withoutEach(installation: Installation): Promise<readonly Needed[]> {
  const found: Needed[] = [];
  for (const grant of installation.grants) found.push(await without(installation, grant));
  return found;
}

async function without(installation: Installation, grant: Grant): Promise<Needed> {
  const { plane, serviceAccount } = installation;
  const started = performance.now();
  const log = await plane.audit.since();
  await plane.admin.replace(pathOfRole(grant.role), roleWithout(grant));
  await until(
    `${describeGrant(grant)} is taken away`,
    async () => !(await mayAccess(plane.admin, serviceAccount, accessOf(grant))),
  );
  await freeLease(installation);
  // Apply needs create only for a missing object.
  if (createsCrd(grant)) await removeCrd(installation);
  const controller = await startController(installation);
  const over = new AbortController();
  const { signal } = over;
  const lives = livesIn(installation, signal);
  // Failures after the denial do not matter; the search for the denial continues a little longer.
  const lived = Promise.allSettled(lives.map((life) => live(life))).then(() => sleep(5_000));
  const denial = log.awaitRequest(userOf(serviceAccount), 'a denied request', isDenialOf(grant), {
    timeoutMs: 120_000,
    signal,
  });
  const denied = await Promise.race([denial.then(describeDenial), lived.then(() => undefined)]).catch(() => undefined);
  over.abort();
  await Promise.allSettled([denial, lived, controller.stop(0)]);
  for (const life of lives) await life.discard();
  await plane.admin.replace(pathOfRole(grant.role), grant.role);
  if (createsCrd(grant))
    await plane.kubectl(['apply', '--server-side', '-k', path.join(installation.subject.folder, 'deploy', 'crd')]);
  await until(`${describeGrant(grant)} is given back`, () => mayAccess(plane.admin, serviceAccount, accessOf(grant)));
  return { grant: describeGrant(grant), denied, ms: performance.now() - started };
}

function createsCrd({ resource, verb }: Grant): boolean {
  return resource === 'customresourcedefinitions' && verb === 'create';
}

async function removeCrd({ plane, subject }: Installation): Promise<void> {
  const crd = `${customResourceDefinitions}/${subject.project.crdName}`;
  await plane.admin.delete(crd);
  await until('the CRD is gone', async () => (await plane.admin.find(crd)) === undefined);
}

/** The steps in which a controller acts. */
async function live(life: Life): Promise<void> {
  const { create, ready, owned, change, restoreChanged, restoreDeleted, remove } = life;
  for (const step of [create, ready, owned, change, ready, change, ready, restoreChanged, restoreDeleted, remove])
    await step();
}

function isDenialOf(grant: Grant): (request: AuditedRequest) => boolean {
  return ({ allowed, accesses }) => !allowed && accesses.some((access) => allows(grant, access));
}

function accessOf({ group, resource, verb, names, namespace }: Grant): Access {
  return { group, resource, verb, name: names[0] ?? '', namespace: namespace ?? '' };
}
