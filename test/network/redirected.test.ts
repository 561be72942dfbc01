// Where a followed redirect leads. In these tests every address counts as public, because no foreign server can be
// reached.
import { afterEach, expect, test, vi } from 'vitest';
import { ask } from '../../src/network/ask.ts';
import { standIn, type StandIn } from './stand-in.ts';

vi.mock('../../src/network/addresses.ts', async (original) => ({
  ...(await original<typeof import('../../src/network/addresses.ts')>()),
  isPublic: () => true,
}));

const opened: StandIn[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

/** A server that records the credentials that it gets. */
async function noting(location?: () => string) {
  const seen: (string | undefined)[] = [];
  const server = await standIn((request, response) => {
    seen.push(request.headers.authorization);
    if (location !== undefined && request.url === '/first') response.writeHead(302, { location: location() });
    response.end();
  });
  opened.push(server);
  return { ...server, seen };
}

async function asked(from: StandIn, name = 'Authorization'): Promise<void> {
  const url = `https://${from.host}/first`;
  await ask({ method: 'GET', url, headers: { [name]: 'Bearer secret' }, own: from.host }, from.network);
}

test.each(['Authorization', 'authorization', 'AUTHORIZATION'])('%s is not sent to another host', async (name) => {
  const other = await noting();
  const registry = await noting(() => `https://evil.example:${other.port}/`);
  await asked(registry, name);
  expect(registry.seen).toEqual(['Bearer secret']);
  expect(other.seen).toEqual([undefined]);
});

test('credentials are not sent to another port of the same host', async () => {
  const other = await noting();
  const registry = await noting(() => `https://${other.host}/`);
  await asked(registry);
  expect(other.seen).toEqual([undefined]);
});

test('credentials are not sent again once they were dropped', async () => {
  const registry: Awaited<ReturnType<typeof noting>> = await noting(() => `https://evil.example:${other.port}/first`);
  const other = await noting(() => `https://${registry.host}/again`);
  await asked(registry);
  expect(registry.seen).toEqual(['Bearer secret', undefined]);
});

test('credentials are sent to another page of the same host', async () => {
  const registry = await noting(() => '/second');
  await asked(registry);
  expect(registry.seen).toEqual(['Bearer secret', 'Bearer secret']);
});
