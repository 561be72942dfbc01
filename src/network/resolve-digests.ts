// Finds the digests of image tags in their registries.
// The protocol: OCI Distribution Specification 1.1 (pulling manifests), and the token flow that its registries share,
// https://distribution.github.io/distribution/spec/auth/token/.
import { createHash } from 'node:crypto';
import { UserError } from '../errors.ts';
import { parseImage } from '../formats/image-reference.ts';
import type { Pin } from '../inventory/pins.ts';
import { table } from '../table.ts';
import { ask, type Answer, type Network } from './ask.ts';
import { inParallel } from './in-parallel.ts';

/**
 * The digest of each image, from its registry over HTTPS.
 *
 * @param references images by registry, name and tag: `gcr.io/distroless/cc-debian13:nonroot`
 * @throws UserError with status 3 that names each image without a digest, with the reason
 */
export async function resolveDigests(
  references: readonly string[],
  network?: Network,
): Promise<ReadonlyMap<string, string>> {
  const pins = [...(await askForDigests(references, network))];
  const failures = pins.flatMap(([reference, pin]) => ('why' in pin ? [`  ${reference}: ${pin.why}`] : []));
  if (failures.length > 0) {
    throw new UserError(
      [
        'The digests could not be resolved:',
        ...failures,
        'Nothing was written. Without --resolve-digests the tags stay, and the update bot pins them.',
      ],
      { status: 3 },
    );
  }
  return new Map(pins.flatMap(([reference, pin]) => ('why' in pin ? [] : [[reference, pin.digest]])));
}

/** The digest of each image, or the reason why it is missing. */
export async function askForDigests(
  references: readonly string[],
  network?: Network,
): Promise<ReadonlyMap<string, Pin>> {
  return new Map(
    await inParallel(references, 8, async (reference) => {
      const pin: Pin = await digestOf(reference, network).then(
        (digest) => ({ digest }),
        (error: unknown) => ({ why: reasonOf(error) }),
      );
      return [reference, pin] as const;
    }),
  );
}

/** The registries of the requests, for messages. */
export function registriesOf(references: readonly string[]): readonly string[] {
  return [...new Set(references.flatMap((reference) => parseImage(reference)?.registry ?? []))];
}

async function digestOf(reference: string, network: Network | undefined): Promise<string> {
  const image = parseImage(reference);
  if (image?.tag === undefined) throw new Error('it is not the name of an image with a tag');
  const { name, tag } = image;
  const own = image.registry === 'docker.io' ? 'registry-1.docker.io' : image.registry;
  const request = (method: 'HEAD' | 'GET', token?: string): Promise<Answer> => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const url = `https://${own}/v2/${name}/manifests/${tag}`;
    return ask({ method, url, headers: { accept: accepted, ...authorization }, own }, network);
  };
  const first = await request('HEAD');
  const token =
    first.status === 401 ? await tokenFor(first.headers['www-authenticate'], name, own, network) : undefined;
  const answer = token === undefined ? first : await request('HEAD', token);
  if (answer.status !== 200) throw new Error(`the registry answered ${answer.status}`);
  const said = answer.headers['docker-content-digest'];
  const digest = typeof said === 'string' ? said : await hashOf(await request('GET', token));
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error('the registry answered without a sha256 digest');
  return digest;
}

/** Prefers an index of several platforms to the manifest of one. */
const accepted = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** An anonymous token to pull one image, from the address in the challenge, as far as a registry may name it. */
async function tokenFor(
  challenge: string | undefined,
  name: string,
  own: string,
  network: Network | undefined,
): Promise<string> {
  const parameters = new Map(
    [...(challenge ?? '').slice(0, 4096).matchAll(/(realm|service|scope)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, value],
    ),
  );
  const realm = parameters.get('realm');
  if (!/^bearer /i.test(challenge ?? '') || realm === undefined) throw new Error('the registry asks for a login');
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  if (url === undefined || url.protocol !== 'https:' || !mayIssue(url.host, own))
    throw new Error(
      `the registry sends for a token to ${realm.slice(0, 200)}, which is not its own place; it was not asked`,
    );
  url.searchParams.set('service', parameters.get('service') ?? '');
  url.searchParams.set('scope', parameters.get('scope') ?? `repository:${name}:pull`);
  const answer = await ask({ method: 'GET', url: url.href, headers: {}, own }, network);
  if (answer.status !== 200) throw new Error(`${url.host} answered ${answer.status} to the request for a token`);
  const body: unknown = JSON.parse(answer.body.toString());
  const token = typeof body === 'object' && body !== null ? new Map(Object.entries(body)) : new Map();
  const text: unknown = token.get('token') ?? token.get('access_token');
  if (typeof text !== 'string' || !/^[\x20-\x7e]+$/.test(text)) throw new Error(`${url.host} answered without a token`);
  return text;
}

/** Registries whose tokens come from another domain. */
const issuers = table<string>({
  'registry-1.docker.io': 'auth.docker.io',
  'lscr.io': 'ghcr.io',
  'registry.suse.com': 'scc.suse.com',
});

/** The registry itself, a host below it, the domain above it, or a domain that is known to belong to it. */
function mayIssue(host: string, registry: string): boolean {
  return (
    host === registry ||
    issuers[registry] === host ||
    host.endsWith(`.${registry}`) ||
    (host.includes('.') && registry.endsWith(`.${host}`))
  );
}

async function hashOf({ status, body }: Answer): Promise<string> {
  if (status !== 200) throw new Error(`the registry answered ${status}`);
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer within 10 seconds';
  return error.cause instanceof Error
    ? `${error.message} (${error.cause.message || ('code' in error.cause ? String(error.cause.code) : '')})`
    : error.message;
}
