// Reads one package of an npm registry as data: its integrity proves the tarball, and none of it is run or written.
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../errors.ts';
import { isVersion } from '../formats/version.ts';
import { filesOfTar } from '../formats/tar.ts';
import { ask, type Network } from './ask.ts';

export interface Package {
  /** From the registry, and equal to that of the bytes: `sha512-…`. */
  readonly integrity: string;
  /** The bytes of each file, by its path below the package. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The largest unpacked size of a package. */
const longest = 8 * 1024 * 1024;

/** The registry of npm's own settings, which npm passes to the programs that it starts. */
export function registryOf(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['npm_config_registry'] ?? 'https://registry.npmjs.org/';
}

export interface Asked {
  readonly registry?: string;
  readonly network?: Network;
}

/**
 * Reads a package.
 *
 * @param version exactly one: neither a range nor a tag
 * @param known the integrity that it must have, if it is known; nothing else is fetched
 * @throws UserError with status 3 and the reason
 */
export async function readPackage(
  name: string,
  version: string,
  { registry = registryOf(), network }: Asked = {},
  known?: string,
): Promise<Package> {
  try {
    const { tarball, integrity } = await manifestOf(name, version, registry, network);
    if (known !== undefined && integrity !== known)
      throw new Error(`the registry has another archive (${integrity}) than the recorded one (${known})`);
    const body = await bodyOf(tarball, registry, network);
    if (`sha512-${createHash('sha512').update(body).digest('base64')}` !== integrity)
      throw new Error('its tarball does not match the digest of the registry (sha512)');
    const unpacked = filesOfTar(gunzipSync(body, { maxOutputLength: longest }));
    const files = [...unpacked].map(([path, bytes]) => [path.replace(/^[^/]+\//, ''), bytes] as const);
    return { integrity, files: new Map(files) };
  } catch (cause) {
    throw new UserError(`${name}@${version} could not be read from ${registry}: ${reason(cause)}.`, {
      status: 3,
      cause,
    });
  }
}

/**
 * The version of a package under the tag `latest`.
 *
 * @throws UserError with status 3 and the reason
 */
export async function newestOf(name: string, { registry = registryOf(), network }: Asked = {}): Promise<string> {
  try {
    const version = fieldOf(await documentOf(name, 'latest', registry, network), 'version');
    if (typeof version !== 'string' || !isVersion(version)) throw new Error('the registry names no version');
    return version;
  } catch (cause) {
    throw new UserError(
      `Which release of ${name} is the newest could not be read from ${registry}: ${reason(cause)}.`,
      {
        status: 3,
        cause,
      },
    );
  }
}

async function manifestOf(
  name: string,
  version: string,
  registry: string,
  network: Network | undefined,
): Promise<{ readonly tarball: string; readonly integrity: string }> {
  const document = await documentOf(name, version, registry, network);
  const dist = fieldOf(document, 'dist');
  const [tarball, integrity] = [fieldOf(dist, 'tarball'), fieldOf(dist, 'integrity')];
  if (fieldOf(document, 'name') !== name || fieldOf(document, 'version') !== version)
    throw new Error('the registry answered with another package');
  if (typeof tarball !== 'string' || typeof integrity !== 'string' || !integrity.startsWith('sha512-'))
    throw new Error('the registry names no tarball with its integrity');
  return { tarball, integrity };
}

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
async function documentOf(
  name: string,
  versionOrTag: string,
  registry: string,
  network: Network | undefined,
): Promise<unknown> {
  const url = new URL(
    `${name.replace('/', '%2f')}/${versionOrTag}`,
    registry.endsWith('/') ? registry : `${registry}/`,
  );
  return JSON.parse((await bodyOf(url.href, registry, network)).toString());
}

async function bodyOf(url: string, registry: string, network: Network | undefined): Promise<Buffer> {
  const question = {
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    own: new URL(registry).host,
  } as const;
  const { status, body } = await ask(question, network);
  if (status !== 200) throw new Error(`the registry answered ${status} for ${url}`);
  return body;
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
