// A TLS server on this machine that stands in for a registry, a token issuer or an internal service.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';
import type { Network } from '../../src/network/ask.ts';

const tls = path.join(import.meta.dirname, 'tls');
/** For localhost, 127.0.0.1 and a few names that end in `.example`, for tests only. */
const [key, cert] = ['key.pem', 'certificate.pem'].map((file) => readFileSync(path.join(tls, file), 'utf8'));

export interface StandIn {
  /** `localhost` and its port. */
  readonly host: string;
  readonly port: number;
  /** Trusts the certificate, and resolves every name to this machine, as names of an attacker may do. */
  readonly network: Network;
  readonly close: () => Promise<void>;
}

export async function standIn(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<StandIn> {
  const server = createServer({ key, cert }, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    host: `localhost:${port}`,
    port,
    network: {
      authority: cert ?? '',
      addressesOf: async () => [{ address: '127.0.0.1', family: 4 }],
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
