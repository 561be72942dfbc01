// A small client for the Kubernetes API: JSON in and out over HTTPS, with a bearer token.
import { Agent, request } from 'node:https';
import { at, parseJson, textAt, type Json, type JsonObject } from './json.ts';

export interface Reply {
  readonly status: number;
  readonly body: Json;
  /** The texts of the Warning headers, as kubectl shows them. */
  readonly warnings: readonly string[];
}

export interface ApiClient {
  /** Sends a request and returns the answer, whatever its status. */
  send(method: string, path: string, body?: JsonObject, contentType?: string): Promise<Reply>;
  get(path: string): Promise<Json>;
  /** The object, or undefined if it does not exist. */
  find(path: string): Promise<Json | undefined>;
  create(path: string, object: JsonObject): Promise<Json>;
  replace(path: string, object: JsonObject): Promise<Json>;
  merge(path: string, patch: JsonObject): Promise<Json>;
  /** Deletes the object; it may already be gone. */
  delete(path: string): Promise<void>;
  close(): void;
}

export interface Endpoint {
  readonly server: string;
  readonly ca: string;
}

/** A client that sends the token; all methods except `send` throw on a refusal. */
export function apiClient({ server, ca }: Endpoint, token: string): ApiClient {
  // The API server closes a connection after 90 s without a request, and the client before it.
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 16, timeout: 20_000 });
  const send: ApiClient['send'] = (method, path, body, contentType = 'application/json') =>
    exchange(new URL(path, server), { method, agent, token, body, contentType });
  const wanted = async (method: string, path: string, body?: JsonObject, contentType?: string): Promise<Json> => {
    const reply = await send(method, path, body, contentType);
    if (reply.status >= 300) throw new ApiError(method, path, reply);
    return reply.body;
  };
  return {
    send,
    get: (path) => wanted('GET', path),
    find: async (path) => {
      const reply = await send('GET', path);
      if (reply.status === 404) return undefined;
      if (reply.status >= 300) throw new ApiError('GET', path, reply);
      return reply.body;
    },
    create: (path, object) => wanted('POST', path, object),
    replace: (path, object) => wanted('PUT', path, object),
    merge: (path, patch) => wanted('PATCH', path, patch, 'application/merge-patch+json'),
    delete: async (path) => {
      const reply = await send('DELETE', path);
      if (reply.status >= 300 && reply.status !== 404) throw new ApiError('DELETE', path, reply);
    },
    close: () => agent.destroy(),
  };
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly reply: Reply;

  constructor(method: string, path: string, reply: Reply) {
    super(`${method} ${path}: ${reply.status} ${textAt(reply.body, 'message') ?? ''}`);
    this.reply = reply;
  }
}

interface Exchange {
  readonly method: string;
  readonly agent: Agent;
  readonly token: string;
  readonly body: JsonObject | undefined;
  readonly contentType: string;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const idempotent: ReadonlySet<string> = new Set(['GET', 'PUT', 'DELETE']);

function exchange(url: URL, asked: Exchange): Promise<Reply> {
  const { method, agent, token, body, contentType } = asked;
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType }),
    };
    const sent = request(url, { method, agent, headers, timeout: 30_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const json = response.headers['content-type']?.startsWith('application/json') ?? false;
        resolve({
          status: response.statusCode ?? 0,
          body: json ? parseJson(text) : text,
          warnings: warnings(response.headersDistinct['warning'] ?? []),
        });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${url.pathname}: no answer in 30 s`)));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection just as it was used again: https://nodejs.org/api/http.html#requestreusedsocket
      // A POST may have been carried out, and a second one would be answered with 409.
      if (sent.reusedSocket && error.code === 'ECONNRESET' && idempotent.has(method)) resolve(exchange(url, asked));
      else reject(error);
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** `299 - "text"`: one header may have several, and there may be several headers (RFC 7234, 5.5). */
function warnings(headers: readonly string[]): readonly string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) => (match[1] ?? '').replace(/\\(.)/g, '$1')),
  );
}

/** The items of a list, each with the apiVersion and kind that the list omits. */
export function items(list: Json): readonly Json[] {
  const found = at(list, 'items');
  return Array.isArray(found) ? found : [];
}
