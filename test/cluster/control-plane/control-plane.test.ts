// The harness is tested before anything depends on it.
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from './client.ts';
import { startControlPlane, type ControlPlane } from './control-plane.ts';
import { at, textAt } from './json.ts';
import { slowProxy } from './slow-proxy.ts';
import { until } from './until.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';

let plane: ControlPlane;

beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.stop());

describe('a control plane', () => {
  test('reports the version that the Go module pins', async () => {
    expect(textAt(await plane.admin.get('/version'), 'gitVersion')).toMatch(/^v1\.\d+\.\d+/);
  });

  test('runs next to a second one', async () => {
    const other = await startControlPlane();
    try {
      expect(other.endpoint.server).not.toBe(plane.endpoint.server);
      await other.admin.create(configMaps, configMap('only-there'));
      expect(await plane.admin.find(`${configMaps}/only-there`)).toBeUndefined();
    } finally {
      await other.stop();
    }
  });

  test('has an etcd that no other control plane can reach', async () => {
    const sockets = (await readdir(plane.directory, { withFileTypes: true })).filter((entry) => entry.isSocket());
    expect(sockets.map(({ name }) => name)).toEqual(['etcd-peer.sock:1', 'etcd.sock:1']);
  });

  test('is asked once to create an object, even if the connection ends before its answer', async () => {
    const proxy = await slowProxy({ host: '127.0.0.1', port: Number(new URL(plane.endpoint.server).port) });
    const client = apiClient({ ...plane.endpoint, server: `https://127.0.0.1:${proxy.port}` }, await adminToken());
    await client.get(configMaps);
    proxy.delay(1_000);
    const created = client.create(configMaps, configMap('once'));
    const result = expect(created).rejects.toThrow('socket hang up');
    await until('the object exists', () => plane.admin.find(`${configMaps}/once`));
    proxy.delay(0);
    proxy.cut();
    proxy.mend();
    await result;
    client.close();
    await proxy.close();
  });

  test('keeps its data while the API server is down', async () => {
    await plane.admin.create(configMaps, configMap('kept'));
    await plane.stopApiServer();
    await expect(plane.admin.get(configMaps)).rejects.toThrow();
    await plane.startApiServer();
    expect(await plane.admin.find(`${configMaps}/kept`)).toBeDefined();
  });

  test('garbage-collects the dependents of a deleted owner', async () => {
    await plane.restartControllerManager();
    const owner = await plane.admin.create(configMaps, configMap('owner'));
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: textAt(owner, 'metadata', 'uid') ?? '' },
    ];
    await plane.admin.create(configMaps, { ...configMap('owned'), metadata: { name: 'owned', ownerReferences } });
    await plane.admin.delete(`${configMaps}/owner`);
    await until('the owned object is gone', async () => (await plane.admin.find(`${configMaps}/owned`)) === undefined);
  });
});

describe('a ServiceAccount with a token of its own', () => {
  const user = 'system:serviceaccount:default:someone';

  beforeAll(async () => {
    await plane.admin.create('/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'someone' } });
    await plane.admin.create(`${rbac}/roles`, {
      metadata: { name: 'only' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'patch'], resourceNames: ['only'] }],
    });
    await plane.admin.create(`${rbac}/rolebindings`, {
      metadata: { name: 'only' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'only' },
      subjects: [{ kind: 'ServiceAccount', name: 'someone', namespace: 'default' }],
    });
  });

  test('has the expected identity, and is refused what no Role grants', async () => {
    const client = apiClient(plane.endpoint, await plane.tokenOf('default', 'someone'));
    const review = await client.create('/apis/authentication.k8s.io/v1/selfsubjectreviews', {});
    expect(textAt(review, 'status', 'userInfo', 'username')).toBe(user);
    expect((await client.send('GET', configMaps)).status).toBe(403);
    client.close();
  });

  test('creates by apply only the name in its Role, and never by POST', async () => {
    const client = apiClient(plane.endpoint, await plane.tokenOf('default', 'someone'));
    const log = await plane.audit.since();
    const apply = (name: string): Promise<number> => statusOfApply(client, name);
    await until('the Role is in force', async () => (await apply('only')) === 201);
    expect(await apply('only')).toBe(200);
    expect(await apply('other')).toBe(403);
    expect((await client.send('POST', configMaps, configMap('only'))).status).toBe(403);

    const requests = await log.requestsOf(user);
    const seen = (status: number) =>
      requests
        .filter((request) => request.status === status)
        .map(({ accesses }) => accesses.map(({ verb, name }) => `${verb} ${name}`));
    expect(seen(201)).toEqual([['patch only', 'create only']]);
    expect(seen(200)).toEqual([['patch only']]);
    expect(seen(403)).toContainEqual(['patch other']);
    expect(seen(403)).toContainEqual(['create ']);
    client.close();
  });

  test('needs create for an apply without an existing object, and the audit log shows it', async () => {
    const client = apiClient(plane.endpoint, await plane.tokenOf('default', 'someone'));
    await plane.admin.delete(`${configMaps}/only`);
    await plane.admin.merge(`${rbac}/roles/only`, {
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['patch'], resourceNames: ['only'] }],
    });
    const log = await plane.audit.since();
    await until(
      'the Role is in force',
      async () =>
        (await statusOfApply(client, 'only')) === 403 || void (await plane.admin.delete(`${configMaps}/only`)),
    );
    const denied = (await log.requestsOf(user)).find(({ allowed }) => !allowed);
    expect(denied?.accesses).toEqual([
      { group: '', resource: 'configmaps', verb: 'create', namespace: 'default', name: 'only' },
    ]);
    client.close();
  });
});

async function statusOfApply(client: ReturnType<typeof apiClient>, name: string): Promise<number> {
  const path = `${configMaps}/${name}?fieldManager=test&force=true`;
  const reply = await client.send('PATCH', path, configMap(name), 'application/apply-patch+yaml');
  return at(reply.body, 'code') === undefined ? reply.status : Number(at(reply.body, 'code'));
}

function configMap(name: string) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
}

function adminToken(): Promise<string> {
  return readFile(`${plane.adminKubeconfig}.token`, 'utf8');
}
