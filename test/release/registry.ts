// A TLS registry for npm on this machine, with archives that the real npm packed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { standIn } from '../network/stand-in.ts';

export interface Registry {
  /** The settings with which npm and this package contact this registry and trust its certificate. */
  readonly environment: Readonly<Record<string, string>>;
  /** The requested paths. */
  readonly asked: string[];
  readonly archives: Map<string, Buffer>;
  readonly integrityOf: (version: string) => string;
  readonly close: () => Promise<void>;
}

/** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
export async function registryOf(name: string, files: Readonly<Record<string, string>>): Promise<Registry> {
  const archives = new Map(Object.entries(files).map(([version, file]) => [version, readFileSync(file)]));
  const asked: string[] = [];
  const integrityOf = (version: string): string =>
    `sha512-${createHash('sha512')
      .update(archives.get(version) ?? '')
      .digest('base64')}`;
  const newest = (): string => [...archives.keys()].sort().at(-1) ?? '';
  const documentOf = (version: string) => ({
    name,
    version,
    bin: { [name]: `bin/${name}.js` },
    dist: { tarball: `https://${server.host}/${name}/-/${version}.tgz`, integrity: integrityOf(version) },
  });
  const server = await standIn((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    const [, version = ''] = /\/([^/]+?)(?:\.tgz)?$/.exec(url) ?? [];
    const archive = archives.get(version);
    if (url === `/${name}`)
      response.end(
        JSON.stringify({
          name,
          'dist-tags': { latest: newest() },
          versions: Object.fromEntries([...archives.keys()].map((one) => [one, documentOf(one)])),
        }),
      );
    else if (url === `/${name}/latest`) response.end(JSON.stringify(documentOf(newest())));
    else if (archive === undefined) response.writeHead(404).end();
    else response.end(url.endsWith('.tgz') ? archive : JSON.stringify(documentOf(version)));
  });
  const authority = path.resolve(import.meta.dirname, '../network/tls/certificate.pem');
  return {
    environment: {
      npm_config_registry: `https://${server.host}/`,
      npm_config_cafile: authority,
      npm_config_update_notifier: 'false',
      NODE_EXTRA_CA_CERTS: authority,
    },
    asked,
    archives,
    integrityOf,
    close: server.close,
  };
}
