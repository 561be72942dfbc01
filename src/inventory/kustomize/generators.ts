// The ConfigMaps and Secrets that a kustomization generates.
import { opened, partAt, partFrom, textAt, type Origin, type Part } from '../part.ts';
import type { Resource } from './resource.ts';

/**
 * One generated object. kustomize puts a hash of the content behind its name and behind every reference to it; here both
 * stay without.
 *
 * @param read the text of a file beside the kustomization, or undefined where it is not here
 */
export function generated(
  kind: 'ConfigMap' | 'Secret',
  entry: Part,
  origin: Origin,
  read: (path: string) => string | undefined,
): Resource {
  const data = new Map<string, string | undefined>();
  for (const literal of textsOf(partAt(entry, ['literals']))) {
    const at = literal.indexOf('=');
    data.set(literal.slice(0, at), literal.slice(at + 1).replace(/^(["'])(.*)\1$/s, '$2'));
  }
  for (const file of textsOf(partAt(entry, ['files']))) {
    const [, key, path = ''] = /^(?:([^=]*)=)?(.*)$/.exec(file) ?? [];
    data.set(key ?? path.split('/').at(-1) ?? path, read(path));
  }
  const lists = [...textsOf(partAt(entry, ['envs'])), ...[textAt(entry, 'env')].flatMap((one) => one ?? [])];
  for (const file of lists)
    for (const line of read(file)?.split(/\r?\n/) ?? []) {
      const [, key, value] = /^\s*([^#=\s][^=]*)=(.*)$/.exec(line) ?? [];
      if (key !== undefined) data.set(key, value);
    }
  const namespace = textAt(entry, 'namespace');
  const shown = [...data].map(([key, value]) => [
    key,
    value !== undefined && kind === 'Secret' ? Buffer.from(value).toString('base64') : (value ?? ''),
  ]);
  const part = partFrom(
    {
      apiVersion: 'v1',
      kind,
      metadata: { name: textAt(entry, 'name') ?? '', ...(namespace === undefined ? {} : { namespace }) },
      ...(kind === 'Secret' ? { type: textAt(entry, 'type') ?? 'Opaque' } : {}),
      data: Object.fromEntries(shown),
    },
    origin,
  );
  return { part, earlier: [] };
}

function textsOf(part: Part | undefined): readonly string[] {
  const open = part === undefined ? undefined : opened(part);
  return open?.k === 'list' ? open.items.flatMap((item) => textAt(item) ?? []) : [];
}
