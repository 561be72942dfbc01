// One request over HTTPS that no attacker can redirect to a plain server or into the local network, or answer without
// end.
import { lookup, type LookupAddress } from 'node:dns';
import { request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { addressIn, isHere, isOfCloud, isPublic } from './addresses.ts';

export interface Question {
  readonly method: 'HEAD' | 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The host and port in the user's own files; only it may be in the local network. */
  readonly own: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Replaces parts of the system in tests. */
export interface Network {
  /** All addresses of a name. */
  readonly addressesOf: (host: string) => Promise<readonly LookupAddress[]>;
  /** The certificate of an authority that is trusted in addition to those of Node.js. */
  readonly authority?: string;
}

const longest = 4 * 1024 * 1024;
const seconds = 10;
const mostRedirects = 5;

/**
 * Sends a request, and follows redirects to allowed hosts. Credentials only go to their own host.
 *
 * @throws Error with the reason why there is no answer
 */
export async function ask(question: Question, network: Network = internet): Promise<Answer> {
  let { url, headers } = question;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await askOnce({ ...question, url, headers }, network);
    const next = redirectOf(answer, url);
    if (next === undefined) return answer;
    if (new URL(next).host !== new URL(url).host) headers = withoutCredentials(headers);
    url = next;
  }
  throw new Error(`it was sent on more than ${mostRedirects} times`);
}

/** The names of the system, and the authorities of Node.js. */
const internet: Network = {
  addressesOf: (host) =>
    new Promise((resolve, reject) => {
      lookup(host, { all: true }, (error, addresses) => (error === null ? resolve(addresses) : reject(error)));
    }),
};

function redirectOf({ status, headers: { location } }: Answer, from: string): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) && location !== undefined
    ? new URL(location, from).href
    : undefined;
}

function withoutCredentials(headers: Question['headers']): Question['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}

async function askOnce({ method, url, headers, own }: Question, network: Network): Promise<Answer> {
  const target = new URL(url);
  if (target.protocol !== 'https:')
    throw new Error(`it was sent to ${target.protocol}//${target.host}, which is not HTTPS`);
  if (target.username !== '' || target.password !== '') throw new Error('it was sent to an address with a password');
  const isOwn = target.host === new URL(`https://${own}`).host;
  const literal = addressIn(target.hostname);
  if (literal !== undefined && isOwn && own.replace(/:\d+$/, '').toLowerCase() !== target.hostname)
    throw new Error(`${own} is another way to write ${literal}; it was not asked`);
  if (literal !== undefined) refuse(literal, target, isOwn);
  const options = {
    method,
    headers,
    lookup: checked(target, isOwn, network),
    signal: AbortSignal.timeout(seconds * 1000),
    // Without a pool, no connection of an earlier answer is reused.
    agent: false as const,
    ...(network.authority === undefined ? {} : { ca: network.authority }),
  };
  return new Promise((resolve, reject) => {
    const asking = request(target, options, (response) => {
      read(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        (error: unknown) => {
          asking.destroy();
          reject(error);
        },
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** Looks a name up and passes only allowed addresses on: the checked address is the connected one. */
function checked(target: URL, isOwn: boolean, network: Network): LookupFunction {
  return (host, options, done) => {
    network.addressesOf(host).then(
      (addresses) => {
        try {
          for (const { address } of addresses) refuse(address, target, isOwn);
          const [first] = addresses;
          if (first === undefined) throw new Error(`${host} has no address`);
          if (options.all === true) done(null, [...addresses]);
          else done(null, first.address, first.family);
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)), '');
        }
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
}

/**
 * A registry of the user's own may be in a private network, because its certificate proves its name there too. It may
 * be on this machine only if its address is written as this machine: a stranger's name that leads here is an attack.
 */
function refuse(address: string, { hostname, host }: URL, isOwn: boolean): void {
  if (isPublic(address)) return;
  const isWrittenHere = hostname === 'localhost' || addressIn(hostname) === address;
  if (isOwn && !isOfCloud(address) && (isHere(address) ? isWrittenHere && !address.startsWith('169.254.') : true))
    return;
  throw new Error(`${host} is ${address}, which is not on the public internet; it was not asked`);
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > longest) throw new Error(`the answer is longer than 4 MiB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
