// A service outside the cluster, on port 443 of this machine, with its own certificate authority.
import { execa } from 'execa';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { guardDirectory } from '../control-plane/guardian.ts';
import { parseJson, textAt } from '../control-plane/json.ts';

/** The host that a generated repository calls: the only name that leads to this machine everywhere. */
export const outsideHost = 'localhost';

/** Tokens with this prefix are accepted; those that continue with `redirect` are redirected to another host. */
export const goodToken = 'good-';

export interface Outside {
  /** Contains what `outsideIn` finds: the authority, and a log of the requests. */
  readonly directory: string;
  stop(): Promise<void>;
}

export interface Visit {
  readonly host: string;
  readonly path: string;
  readonly authorization: string;
}

/** Listens until the tests end. */
export async function startOutside(): Promise<Outside> {
  const directory = await mkdtemp(path.join(tmpdir(), 'outside-'));
  guardDirectory(directory);
  await issueCertificate(directory, [outsideHost]);
  const log = path.join(directory, 'visits');
  await writeFile(log, '');
  const credentials = {
    key: await readFile(path.join(directory, 'server.key')),
    cert: await readFile(path.join(directory, 'server.crt')),
  };
  const server = createServer(credentials, (request, response) => {
    const { host = '', authorization = '' } = request.headers;
    const good = authorization.startsWith(`Bearer ${goodToken}`);
    const elsewhere = authorization.startsWith(`Bearer ${goodToken}redirect`);
    const visit: Visit = { host, path: request.url ?? '', authorization };
    void appendFile(log, `${JSON.stringify(visit)}\n`).then(() => {
      if (elsewhere) response.writeHead(302, { location: 'https://127.0.0.1/elsewhere' }).end();
      else response.writeHead(good ? 200 : 401).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Error(
          `cannot listen on port 443, where controllers call ${outsideHost}: end what listens there, or run as root, or first: sysctl net.ipv4.ip_unprivileged_port_start=443`,
          { cause },
        ),
      ),
    );
    server.listen(443, '127.0.0.1', () => resolve());
  });
  return {
    directory,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true });
    },
  };
}

/** The environment of a controller that calls the service with this token, and the file for its rotation. */
export async function callerOf(
  outside: string,
  home: string,
  token: string,
): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(path.join(home, 'token-'));
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'token');
  await writeFile(file, token, { mode: 0o600 });
  return { EXTERNAL_TOKEN_FILE: file, SSL_CERT_FILE: path.join(outside, 'ca.crt') };
}

export async function visitsOf(outside: string): Promise<readonly Visit[]> {
  const lines = (await readFile(path.join(outside, 'visits'), 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map(parseJson).map((visit) => ({
    host: textAt(visit, 'host') ?? '',
    path: textAt(visit, 'path') ?? '',
    authorization: textAt(visit, 'authorization') ?? '',
  }));
}

/** Writes `ca.crt`, and `server.crt` with its key for the host names. */
export async function issueCertificate(directory: string, names: readonly string[]): Promise<void> {
  const openssl = (...words: readonly string[]) => execa('openssl', words, { cwd: directory });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=outside');
  await openssl('req', ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server');
  await writeFile(
    path.join(directory, 'extensions'),
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')},IP:127.0.0.1\nbasicConstraints=CA:FALSE\n`,
  );
  await openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'server.crt',
    '-days',
    '2',
    '-extfile',
    'extensions',
  );
}
