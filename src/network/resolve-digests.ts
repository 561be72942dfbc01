// Asks registries which digest a tag of an image stands for.
// The protocol: OCI Distribution Specification 1.1 (pulling manifests), and the token flow that its registries share,
// https://distribution.github.io/distribution/spec/auth/token/.
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { parseImage } from '../formats/image-reference.ts';
import type { Pin } from '../inventory/pins.ts';
import { inParallel } from './in-parallel.ts';

/** Where a registry answers; a test puts its own there. */
export type OriginOf = (registry: string) => string;

/**
 * The digest of each image, asked from its registry over HTTPS.
 *
 * @param references images by registry, name and tag: `gcr.io/distroless/cc-debian13:nonroot`
 * @throws UserError with status 3 that names each image whose digest could not be had, and why
 */
export async function resolveDigests(
  references: readonly string[],
  originOf: OriginOf = httpsOrigin,
): Promise<ReadonlyMap<string, string>> {
  const pins = [...(await askForDigests(references, originOf))];
  const failures = pins.flatMap(([reference, pin]) => ('why' in pin ? [`  ${reference}: ${pin.why}`] : []));
  if (failures.length > 0) {
    throw new UserError(
      `The digests could not be resolved:\n${failures.join('\n')}\nNothing was written. Without --resolve-digests the tags stay, and the update bot pins them.`,
      { status: 3 },
    );
  }
  return new Map(pins.flatMap(([reference, pin]) => ('why' in pin ? [] : [[reference, pin.digest]])));
}

/** The digest of each image, or why it could not be had. */
export async function askForDigests(
  references: readonly string[],
  originOf: OriginOf = httpsOrigin,
): Promise<ReadonlyMap<string, Pin>> {
  return new Map(
    await inParallel(references, 8, async (reference) => {
      const pin: Pin = await digestOf(reference, originOf).then(
        (digest) => ({ digest }),
        (error: unknown) => ({ why: reasonOf(error) }),
      );
      return [reference, pin] as const;
    }),
  );
}

/** The registries that are asked, for messages. */
export function registriesOf(references: readonly string[]): readonly string[] {
  return [...new Set(references.flatMap((reference) => parseImage(reference)?.registry ?? []))];
}

async function digestOf(reference: string, originOf: OriginOf): Promise<string> {
  const image = parseImage(reference);
  if (image?.tag === undefined) throw new Error('it is not the name of an image with a tag');
  const { registry, name, tag } = image;
  const url = `${originOf(registry)}/v2/${name}/manifests/${tag}`;
  const first = await request('HEAD', url);
  const token = first.status === 401 ? await tokenFor(first.headers.get('www-authenticate'), name) : undefined;
  const answer = token === undefined ? first : await request('HEAD', url, token);
  if (!answer.ok) throw new Error(`the registry answered ${answer.status}`);
  const digest = answer.headers.get('docker-content-digest') ?? (await hashOf(await request('GET', url, token)));
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error('the registry answered without a sha256 digest');
  return digest;
}

/** An index of several platforms is preferred to the manifest of one. */
const accepted = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

function request(method: 'HEAD' | 'GET', url: string, token?: string): Promise<Response> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetch(url, { method, headers: { accept: accepted, ...authorization }, signal: AbortSignal.timeout(10_000) });
}

/** An anonymous token to pull one image, from where the challenge says. */
async function tokenFor(challenge: string | null, name: string): Promise<string> {
  const parameters = new Map(
    [...(challenge ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const realm = parameters.get('realm');
  if (!/^bearer /i.test(challenge ?? '') || realm === undefined) throw new Error('the registry asks for a login');
  const url = new URL(realm);
  url.searchParams.set('service', parameters.get('service') ?? '');
  url.searchParams.set('scope', parameters.get('scope') ?? `repository:${name}:pull`);
  const answer = await request('GET', url.href);
  if (!answer.ok) throw new Error(`${url.host} answered ${answer.status} to the request for a token`);
  const body: unknown = await answer.json();
  const token = typeof body === 'object' && body !== null ? new Map(Object.entries(body)) : new Map();
  return String(token.get('token') ?? token.get('access_token'));
}

async function hashOf(answer: Response): Promise<string> {
  return `sha256:${createHash('sha256')
    .update(Buffer.from(await answer.arrayBuffer()))
    .digest('hex')}`;
}

function httpsOrigin(registry: string): string {
  return `https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer within 10 seconds';
  return error.cause instanceof Error
    ? `${error.message} (${error.cause.message || ('code' in error.cause ? String(error.cause.code) : '')})`
    : error.message;
}
