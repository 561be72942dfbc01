// The permissions to install the CRD: by name, by apply, and never to delete it. `create` with resourceNames works only
// for server-side apply, because a POST is authorized before the name is known.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient, type ApiClient } from '../control-plane/client.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/control-plane.ts';
import { at, isObject, listAt, withAt, type Json, type JsonObject } from '../control-plane/json.ts';
import { until } from '../control-plane/until.ts';
import { grantsOf, pathOfRole, roleWithout, userOf } from './grants.ts';
import {
  customResourceDefinitions,
  installWithoutCrd,
  startController,
  startInstaller,
  type Installation,
} from './installation.ts';
import { mayAccess, type ServiceAccount } from './subject-access.ts';
import { subjectOf } from './subject.ts';
import { proven } from './repositories.ts';

interface Installer {
  readonly repository: string;
  readonly accountOf: (installation: Installation) => ServiceAccount;
  /** Lets the controller or Job try to install the CRD until it succeeds or gives up. Returns its output. */
  readonly run: (installation: Installation) => Promise<string>;
}

const installers: Readonly<Record<string, Installer>> = {
  job: {
    repository: 'two-namespaces',
    accountOf: ({ subject, serviceAccount }) => ({ ...serviceAccount, name: subject.project.crdInstaller }),
    run: async (installation) => {
      const job = await startInstaller(installation);
      await job.exited;
      return job.output();
    },
  },
  controller: {
    repository: 'cluster-all',
    accountOf: ({ serviceAccount }) => serviceAccount,
    run: async (installation) => {
      const account = userOf(installation.serviceAccount);
      const log = await installation.plane.audit.since();
      const controller = await startController(installation);
      await until(
        'the controller applies its CRD or ends',
        async () =>
          !controller.running() ||
          (await log.requestsOf(account)).some(({ accesses }) =>
            accesses.some(({ resource }) => resource === 'customresourcedefinitions'),
          ),
      );
      await controller.stop(30_000);
      return controller.output();
    },
  },
};

describe.each(Object.entries(installers))('a CRD installed by the %s', (_, { repository, accountOf, run }) => {
  let plane: ControlPlane;
  let installation: Installation;
  let account: ServiceAccount;
  let client: ApiClient;
  let path: string;

  beforeAll(async () => {
    const given = proven[repository];
    if (given === undefined) throw new Error(`no repository ${repository}`);
    plane = await startControlPlane();
    installation = await installWithoutCrd(plane, subjectOf(given));
    account = accountOf(installation);
    path = `${customResourceDefinitions}/${installation.subject.project.crdName}`;
    client = apiClient(plane.endpoint, await plane.tokenOf(account.namespace, account.name));
  });
  afterAll(async () => {
    client.close();
    await plane.stop();
  });

  test.each(['create', 'patch'])('fails without %s, and the log says why', async (verb) => {
    const grant = grantsOf(installation.documents, account).find(
      (one) => one.resource === 'customresourcedefinitions' && one.verb === verb,
    );
    if (grant === undefined) throw new Error(`no grant to ${verb}`);
    const access = { group: grant.group, resource: grant.resource, verb, namespace: '', name: grant.names[0] ?? '' };
    await plane.admin.replace(pathOfRole(grant.role), roleWithout(grant));
    await until('the grant is gone', async () => !(await mayAccess(plane.admin, account, access)));
    expect(await run(installation)).toContain(`cannot ${verb} resource`);
    expect(await plane.admin.find(path)).toBeUndefined();
    await plane.admin.replace(pathOfRole(grant.role), grant.role);
    await until('the grant is back', () => mayAccess(plane.admin, account, access));
  });

  test('is created by apply', async () => {
    await run(installation);
    await until('the CRD is established', async () =>
      listAt(await plane.admin.get(path), 'status', 'conditions').some(
        (condition) => at(condition, 'type') === 'Established' && at(condition, 'status') === 'True',
      ),
    );
    const made = (await plane.audit.requestsOf(userOf(account)))
      .filter(({ status }) => status === 201)
      .flatMap(({ accesses }) => accesses);
    expect(made).toContainEqual({
      group: 'apiextensions.k8s.io',
      resource: 'customresourcedefinitions',
      verb: 'create',
      namespace: '',
      name: installation.subject.project.crdName,
    });
  });

  test('is upgraded by apply', async () => {
    const shipped = await plane.admin.get(path);
    const columns = ['spec', 'versions', 0, 'additionalPrinterColumns'] as const;
    await plane.admin.replace(path, object(withAt(shipped, columns, [])));
    expect(at(await plane.admin.get(path), ...columns)).toBeUndefined();
    await run(installation);
    expect(at(await plane.admin.get(path), ...columns)).toEqual(at(shipped, ...columns));
  });

  test('is the only object that its ServiceAccount may install, and not by POST', async () => {
    const crd = object(await plane.admin.get(path));
    const [group = '', plural = 'others'] = [installation.subject.project.group, 'others'];
    const other = object(
      withAt(withAt(crd, ['metadata'], { name: `${plural}.${group}` }), ['spec', 'names'], { plural, kind: 'Other' }),
    );
    const applied = await client.send(
      'PATCH',
      `${customResourceDefinitions}/${plural}.${group}?fieldManager=test&force=true`,
      other,
      'application/apply-patch+yaml',
    );
    expect(applied.status).toBe(403);
    expect((await client.send('POST', customResourceDefinitions, crd)).status).toBe(403);
    expect((await client.send('POST', customResourceDefinitions, other)).status).toBe(403);
  });

  test('cannot be deleted, replaced or read by its ServiceAccount', async () => {
    expect((await client.send('DELETE', path)).status).toBe(403);
    expect((await client.send('DELETE', customResourceDefinitions)).status).toBe(403);
    expect((await client.send('PUT', path, object(await plane.admin.get(path)))).status).toBe(403);
    expect((await client.send('GET', customResourceDefinitions)).status).toBe(403);
  });
});

function object(value: Json): JsonObject {
  if (!isObject(value)) throw new Error('not an object');
  return value;
}
