// `--resolve-digests` of the built program, against malicious TLS registries on this machine.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { hardenable } from '../cli/hardenable.ts';
import { bin, tree, type Outcome } from '../cli/run.ts';
import { standIn, type StandIn } from '../network/stand-in.ts';

const here = import.meta.dirname;
const digest = `sha256:${'a'.repeat(64)}`;

async function serving(answer: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<StandIn> {
  const one = await standIn(answer);
  onTestFinished(() => one.close());
  return one;
}

/** Hardens a repository whose Dockerfile names an image there; `names` resolve to one address each. */
async function hardened(host: string, names: Readonly<Record<string, string>> = {}) {
  const folder = hardenable({ Dockerfile: `FROM ${host}/a/b:1\nCOPY a /a\n` });
  const before = tree(folder);
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [bin, 'harden', '--yes', '--resolve-digests', '--only', 'base-image-by-digest'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_EXTRA_CA_CERTS: path.join(here, '../network/tls/certificate.pem'),
        NODE_OPTIONS: `--import=${pathToFileURL(path.join(here, 'names.mjs')).href}`,
        NAMES: JSON.stringify(names),
      },
    },
  );
  const late = setTimeout(() => child.kill('SIGKILL'), 50_000);
  const texts = ['', ''];
  child.stdout.on('data', (text) => (texts[0] += text));
  child.stderr.on('data', (text) => (texts[1] += text));
  const [status] = (await once(child, 'close')) as [number | null];
  clearTimeout(late);
  const outcome: Outcome = { status, stdout: texts[0] ?? '', stderr: texts[1] ?? '' };
  return {
    ...outcome,
    seconds: (performance.now() - start) / 1000,
    isChanged: tree(folder)['Dockerfile'] !== before['Dockerfile'],
  };
}

test('a registry that answers is used, so that these tests can fail', async () => {
  const { host } = await serving((_, response) => response.writeHead(200, { 'docker-content-digest': digest }).end());
  expect(await hardened(host)).toMatchObject({ status: 0, isChanged: true });
});

const endless: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>> = {
  'a body, byte for byte': (request, response) => {
    if (request.method === 'HEAD') return response.end();
    const drip = setInterval(() => response.write(' '), 300);
    return response.on('close', () => clearInterval(drip));
  },
  'headers, byte for byte': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => socket.write('x'), 300);
    socket.on('close', () => clearInterval(drip)).on('error', () => {});
  },
  nothing: () => {},
};

test('an endless answer is stopped after ten seconds, and nothing is written', async () => {
  const hosts = await Promise.all(Object.values(endless).map((answer) => serving(answer)));
  // In parallel, because they only wait.
  const outcomes = await Promise.all(hosts.map(({ host }) => hardened(host)));
  for (const [at, kind] of Object.keys(endless).entries()) {
    const { status, stdout, stderr, seconds, isChanged } = outcomes[at] ?? expect.fail(kind);
    expect({ kind, status, isChanged }).toEqual({ kind, status: expect.toBeOneOf([1, 3]), isChanged: false });
    expect(`${stdout}${stderr}`, kind).toContain('no answer within 10 seconds');
    expect(seconds, kind).toBeLessThan(40);
  }
});

test('a redirect carries no credentials, and its target gets none', { timeout: 60_000 }, async () => {
  const seen: unknown[] = [];
  const inside = await serving((request, response) => {
    seen.push([request.url, request.headers.authorization]);
    response.writeHead(200, { 'docker-content-digest': digest }).end();
  });
  for (const location of [
    `https://user:secret@localhost:${inside.port}/`,
    `https://evil.example:${inside.port}/`,
    `https://127.0.0.1:${inside.port}/`,
  ]) {
    const registry = await serving((request, response) => {
      if (request.url?.startsWith('/token') === true) return response.end('{"token":"secret"}');
      if (request.headers.authorization === undefined)
        return response
          .writeHead(401, { 'www-authenticate': `Bearer realm="https://${request.headers.host}/token",service="a"` })
          .end();
      return response.writeHead(307, { location }).end();
    });
    expect(await hardened(registry.host, { 'evil.example': '127.0.0.1' })).toMatchObject({ isChanged: false });
  }
  expect(seen).toEqual([]);
});

test.each(['127.0.0.1', '169.254.169.254', '::1', '0.0.0.0', '::ffff:127.0.0.1'])(
  'a registry or token server at %s is not contacted',
  { timeout: 60_000 },
  async (address) => {
    const seen: unknown[] = [];
    const { port, host } = await serving((request, response) => {
      seen.push(request.headers.host);
      response
        .writeHead(401, { 'www-authenticate': `Bearer realm="https://auth.localhost:${port}/token",service="a"` })
        .end();
    });
    const names = { 'registry.example': address, 'auth.localhost': address };
    const first = await hardened(`registry.example:${port}`, names);
    expect(first).toMatchObject({ isChanged: false });
    expect(`${first.stdout}${first.stderr}`).toMatch(/not on the public internet/);
    expect(seen).toEqual([]);
    expect(await hardened(host, names)).toMatchObject({ isChanged: false });
    expect(seen).toEqual([host]);
  },
);
