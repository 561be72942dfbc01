// A registry in a foreign file cannot steer the tool to the local network, to a plain HTTP server, or into an endless
// answer.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { isPublic } from '../../src/network/addresses.ts';
import { askForDigests } from '../../src/network/resolve-digests.ts';
import { standIn, type StandIn } from './stand-in.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const opened: { readonly close: () => unknown }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

async function serving(...given: Parameters<typeof standIn>): Promise<StandIn> {
  const one = await standIn(...given);
  opened.push(one);
  return one;
}

/** The digest of an image in this registry, or the reason for its absence. */
async function asked(registry: StandIn, host = registry.host): Promise<string> {
  const [pin] = (await askForDigests([`${host}/a/b:1`], registry.network)).values();
  return pin === undefined ? '' : 'why' in pin ? pin.why : pin.digest;
}

test.each([
  ['http://127.0.0.1:1/token'],
  ['http://localhost:1/token'],
  ['https://127.0.0.1:1/token'],
  ['https://localhost:1/token'],
  ['https://169.254.169.254/token'],
  ['https://[::1]/token'],
  ['https://metadata.google.internal/token'],
  ['https://auth.docker.io/token'],
  ['file:///etc/passwd'],
  ['no address'],
])('no token is requested at %s', async (realm) => {
  const registry = await serving((_, response) =>
    response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="x"` }).end(),
  );
  // Before the name lookup: a public address of another host is not a place for a token either.
  expect(await asked(registry)).toContain('which is not its own place; it was not asked');
});

test.each([301, 302, 303, 307, 308])('a redirect with %i into the local network is not followed', async (status) => {
  let reached = false;
  const inside = createServer((_, response) => {
    reached = true;
    response.writeHead(200, { 'docker-content-digest': digest }).end();
  }).listen(0, '127.0.0.1');
  await once(inside, 'listening');
  opened.push(inside);
  const secure = await serving((_, response) => {
    reached = true;
    response.writeHead(200, { 'docker-content-digest': digest }).end();
  });
  const address = inside.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  for (const location of [
    `http://127.0.0.1:${port}/`,
    `https://${secure.host}/`,
    `https://evil.example:${secure.port}/`,
  ]) {
    const registry = await serving((_, response) => response.writeHead(status, { location }).end());
    expect(await asked(registry)).toMatch(/not HTTPS|not on the public internet/);
  }
  expect(reached).toBe(false);
});

test('a foreign name that resolves to this machine is not contacted, whatever its certificate says', async () => {
  let reached = false;
  const registry = await serving((_, response) => {
    reached = true;
    response.end();
  });
  expect(await asked(registry, `evil.example:${registry.port}`)).toMatch(
    /evil\.example:\d+ is 127\.0\.0\.1, which is not/,
  );
  expect(reached).toBe(false);
});

test('an endless redirect is stopped', async () => {
  const registry = await serving((_, response) => response.writeHead(302, { location: '/v2/a/b/manifests/1' }).end());
  expect(await asked(registry)).toMatch(/sent on more than 5 times/);
});

test('an endless answer is stopped after 4 MiB', async () => {
  let sent = 0;
  const registry = await serving((request, response) => {
    if (request.method === 'HEAD') return response.end();
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
      response.once('drain', more);
    };
    return more();
  });
  expect(await asked(registry)).toMatch(/longer than 4 MiB/);
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test('a token is sent to the registry whose realm issued it', async () => {
  const seen: (string | undefined)[] = [];
  const registry = await serving((request, response) => {
    const { authorization } = request.headers;
    if (request.url?.startsWith('/token') === true) return response.end('{"token":"secret"}');
    if (authorization === undefined)
      return response.writeHead(401, { 'www-authenticate': `Bearer realm="https://${registry.host}/token"` }).end();
    seen.push(`${request.headers.host} ${authorization}`);
    return response.writeHead(200, { 'docker-content-digest': digest }).end();
  });
  expect(await asked(registry)).toBe(digest);
  expect(seen).toEqual([`${registry.host} Bearer secret`]);
});

test('a certificate of an unknown authority is refused', async () => {
  const registry = await serving((_, response) => response.end());
  const { authority: _, ...network } = registry.network;
  const [pin] = (await askForDigests([`${registry.host}/a/b:1`], network)).values();
  expect(pin).toMatchObject({ why: expect.stringMatching(/certificate/) });
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '0.0.0.0',
  '::1',
  '::',
  'fe80::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '224.0.0.1',
  '255.255.255.255',
  '0.0.0.1',
  '240.0.0.1',
  '198.18.0.1',
  '192.0.0.192',
  '100.100.100.200',
  '168.63.129.16',
  '::7f00:1',
  '::2',
  '::ffff:a9fe:a9fe',
  '::ffff:0:127.0.0.1',
  '64:ff9b:1::a9fe:a9fe',
  '3fff::1',
  '5f00::1',
  '2001:0:1::',
  'ff02::1',
  'fec0::1',
])('%s is not on the public internet', (address) => expect(isPublic(address)).toBe(false));

test.each(['140.82.121.4', '1.1.1.1', '2606:4700::1111', '172.32.0.1', '100.128.0.1'])(
  '%s is on the public internet',
  (address) => expect(isPublic(address)).toBe(true),
);

/** Other spellings, so that a reader of a Dockerfile does not recognise this machine or its cloud. */
test.each(['0x7f.1', '0177.0.0.1', '127.1', '2130706433', '0x7f000001', '017700000001', '0xa9.0xfe.0xa9fe', '0x0a.1'])(
  'a registry written as %s is not contacted',
  async (host) => {
    let reached = false;
    const registry = await serving((_, response) => {
      reached = true;
      response.writeHead(200, { 'docker-content-digest': digest }).end();
    });
    expect(await asked(registry, `${host}:${registry.port}`)).toContain('is another way to write');
    expect(reached).toBe(false);
  },
);

test.each(['100.100.100.200', '168.63.129.16', '192.0.0.192', '169.254.169.254', '169.254.170.2'])(
  'a registry at %s, a cloud metadata address, is not contacted even if a file names it',
  async (host) => {
    const registry = await serving((_, response) => response.end());
    expect(await asked(registry, `${host}:1`)).toContain('it was not asked');
  },
);

test.each(['100.100.100.200', '169.254.169.254', '::1', '::7f00:1', 'fd00:ec2::254', '::ffff:a9fe:a9fe'])(
  'a foreign name that resolves to a public address and to %s is not contacted',
  async (address) => {
    const registry = await serving((_, response) => response.end());
    const addresses = [
      { address: '1.1.1.1', family: 4 },
      { address, family: address.includes(':') ? 6 : 4 },
    ];
    const network = { ...registry.network, addressesOf: async () => addresses };
    const [pin] = (await askForDigests(['evil.example:1/a/b:1'], network)).values();
    expect(pin).toMatchObject({ why: expect.stringContaining('it was not asked') });
  },
);

test('a name is resolved once per request, so that a second answer cannot redirect it', async () => {
  const registry = await serving((_, response) => response.writeHead(200, { 'docker-content-digest': digest }).end());
  const looked: string[] = [];
  const addressesOf = async (host: string) => {
    looked.push(host);
    return [{ address: looked.length === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
  };
  const [pin] = (await askForDigests([`${registry.host}/a/b:1`], { ...registry.network, addressesOf })).values();
  expect(pin).toEqual({ digest });
  expect(looked).toEqual(['localhost']);
});

test.each([
  ['headers of a megabyte', { 'docker-content-digest': digest, x: 'a'.repeat(1_000_000) }],
  ['a digest with additional text', { 'docker-content-digest': `${digest}\u00a0x` }],
  ['a digest of another kind', { 'docker-content-digest': 'sha256:..' }],
])('an answer with %s pins nothing', async (_, headers) => {
  const registry = await serving((_request, response) => response.writeHead(200, headers).end());
  expect(await asked(registry)).not.toBe(digest);
});
