// Digests from a registry. The server is a stand-in on this machine that speaks the token flow and the manifest
// requests of the OCI Distribution Specification over TLS; no real registry is contacted.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registriesOf, resolveDigests } from '../../src/network/resolve-digests.ts';
import { standIn, type StandIn } from './stand-in.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const body = '{"schemaVersion":2}';
const requests: string[] = [];
let registry: StandIn;

beforeAll(async () => {
  registry = await standIn((request, response) => {
    const url = new URL(request.url ?? '', `https://${registry.host}`);
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    if (url.pathname === '/token') {
      response.end(JSON.stringify({ token: `for ${url.searchParams.get('scope')}` }));
    } else if (url.pathname.includes('/private/')) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="private"' }).end();
    } else if (url.pathname.includes('/silent/')) {
      response.end(request.method === 'GET' ? body : undefined);
    } else if (url.pathname.includes('/absent/')) {
      response.writeHead(404).end();
    } else if (request.headers.authorization === undefined && url.pathname.includes('/library/')) {
      response
        .writeHead(401, {
          'www-authenticate': `Bearer realm="https://${registry.host}/token",service="stand-in",scope="repository:library/rust:pull"`,
        })
        .end();
    } else if (
      url.pathname.includes('/library/') &&
      request.headers.authorization !== 'Bearer for repository:library/rust:pull'
    ) {
      response.writeHead(403).end();
    } else {
      response
        .writeHead(request.headers.accept?.includes('image.index') === true ? 200 : 406, {
          'docker-content-digest': digest,
        })
        .end();
    }
  });
});

afterAll(() => registry.close());

test('gets a token if the registry requires one, then the digest of the tag', async () => {
  requests.length = 0;
  const references = [`${registry.host}/library/rust:1.95-slim-trixie`];
  expect(await resolveDigests(references, registry.network)).toEqual(new Map([[references[0], digest]]));
  expect(requests).toEqual([
    'HEAD /v2/library/rust/manifests/1.95-slim-trixie',
    'GET /token?service=stand-in&scope=repository%3Alibrary%2Frust%3Apull',
    'HEAD /v2/library/rust/manifests/1.95-slim-trixie',
  ]);
});

test('asks a registry without tokens only once', async () => {
  requests.length = 0;
  await resolveDigests([`${registry.host}/distroless/cc-debian13:nonroot`], registry.network);
  expect(requests).toEqual(['HEAD /v2/distroless/cc-debian13/manifests/nonroot']);
});

test('computes the digest if the registry does not send it', async () => {
  const expected = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  expect([...(await resolveDigests([`${registry.host}/silent/image:1`], registry.network)).values()]).toEqual([
    expected,
  ]);
});

test('names every image that failed, and why', async () => {
  const asked = resolveDigests(
    [`${registry.host}/absent/image:1`, `${registry.host}/private/image:1`, `${registry.host}/fine/image:1`],
    registry.network,
  );
  await expect(asked).rejects.toMatchObject({
    status: 3,
    message: expect.stringMatching(/absent\/image:1: the registry answered 404[\s\S]*private\/image:1: .*login/),
  });
});

test('reports that nothing answers', async () => {
  const closed = await standIn(() => undefined);
  await closed.close();
  await expect(resolveDigests([`${closed.host}/a/b:1`], closed.network)).rejects.toMatchObject({
    status: 3,
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test('names each registry once', () => {
  expect(registriesOf(['docker.io/library/rust:1', 'docker.io/library/x:1', 'gcr.io/a/b:1'])).toEqual([
    'docker.io',
    'gcr.io',
  ]);
});
