// The world outside for customers of one provider: the identity service, and the host that accepts its credentials.
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import path from 'node:path';
import type { Installation } from '../installation.ts';
import { issueCertificate } from '../outside.ts';
import { startPodNetwork, type PodNetwork } from './pod-network.ts';
import type { Provider } from './provider.ts';

/** A request as it arrived. */
export interface Asked {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  /** With a non-default port. */
  readonly host: string;
  readonly path: string;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface StandIn {
  readonly network: PodNetwork;
  /** The authority of every host certificate. */
  readonly authority: string;
  /** Every request, with its answer. */
  readonly visits: readonly (Asked & { readonly status: number })[];
  /** The host then accepts only credentials that are issued later. */
  revoke(): void;
  stop(): Promise<void>;
}

/** Starts the provider, in a network that otherwise has only the API server, at its usual address. */
export async function startStandIn(provider: Provider, installation: Installation): Promise<StandIn> {
  const { directory, endpoint } = installation.plane;
  const names = [...provider.names(installation), ...(installation.subject.project.externalHosts ?? [])];
  await issueCertificate(directory, names);
  const visits: (Asked & { readonly status: number })[] = [];
  const generation = { current: 1 };
  const listen =
    (scheme: Asked['scheme']): RequestListener =>
    (request, response) => {
      void askedBy(request, scheme).then((asked) => {
        const { status, body } = answer(provider, asked, installation, generation.current);
        visits.push({ ...asked, status });
        response.writeHead(status).end(body);
      });
    };
  const credentials = {
    key: await readFile(path.join(directory, 'server.key')),
    cert: await readFile(path.join(directory, 'server.crt')),
  };
  const tls = createTlsServer(credentials, listen('https'));
  const plain = createServer(listen('http'));
  const apiPort = Number(new URL(endpoint.server).port);
  const api = createTcpServer((near) => {
    const far = connect(apiPort, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const end of [near, far]) end.on('error', () => void (near.destroy(), far.destroy()));
  });
  const socketOf = (name: string): string => path.join(directory, `${name}.socket`);
  const servers: Readonly<Record<string, Server>> = { tls, plain, api };
  await Promise.all(
    Object.entries(servers).map(
      ([name, server]) => new Promise<void>((resolve) => server.listen(socketOf(name), resolve)),
    ),
  );
  const sockets = { 443: socketOf('tls'), 8200: socketOf('tls'), 80: socketOf('plain'), [apiPort]: socketOf('api') };
  const network = await startPodNetwork(directory, { names, addresses: provider.addresses, sockets });
  return {
    network,
    authority: path.join(directory, 'ca.crt'),
    visits,
    revoke: () => void (generation.current += 1),
    stop: async () => {
      await network.stop();
      tls.closeAllConnections();
      plain.closeAllConnections();
      for (const server of Object.values(servers)) server.close();
    },
  };
}

/**
 * A request that is not for the identity service is for the called host, which accepts only credentials of this
 * generation.
 */
function answer(
  provider: Provider,
  asked: Asked,
  installation: Installation,
  generation: number,
): { readonly status: number; readonly body: string } {
  try {
    const given = provider.gives(asked, installation, generation);
    if (given !== undefined) return { status: 200, body: given };
  } catch (error) {
    appendFileSync(path.join(installation.plane.directory, 'refusals.log'), `${String(error)}\n`);
    return { status: 403, body: '' };
  }
  return { status: provider.takes(asked, installation, generation) ? 200 : 401, body: '' };
}

async function askedBy(request: IncomingMessage, scheme: Asked['scheme']): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    scheme,
    method: request.method ?? '',
    host: headers['host'] ?? '',
    path: request.url ?? '',
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}
