// How a real API server judges objects without storing them.
import { isObject, type Object } from '../../judges/charted.ts';
import type { ControlPlane } from '../control-plane/control-plane.ts';
import { until } from '../control-plane/until.ts';

/** The namespace of objects without one. */
const elsewhere = 'release-namespace';

export interface Verdict {
  readonly state: 'accepted' | 'refused' | 'not served';
  readonly message: string;
}

/** Creates what the API server needs before it judges objects: their namespaces, and the definitions of their kinds. */
export async function prepare(plane: ControlPlane, objects: readonly Object[]): Promise<void> {
  const namespaces = new Set([elsewhere, ...objects.map(namespaceOf)]);
  for (const name of namespaces)
    await applied(plane, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, []).catch(() => undefined);
  const definitions = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  for (const definition of definitions) await applied(plane, definition, []).catch(() => undefined);
  if (definitions.length > 0)
    await until('the API server serves the kinds', async () => {
      const found = await plane.kubectl(['get', 'crd', '-o', 'json']);
      return !found.includes('"status": "False"') || undefined;
    }).catch(() => undefined);
}

/** Server-side apply as a dry run, with strict field validation. */
export async function verdictOn(plane: ControlPlane, object: Object): Promise<Verdict> {
  try {
    await applied(plane, object, ['--dry-run=server', '--validate=strict', '--namespace', namespaceOf(object)]);
    return { state: 'accepted', message: '' };
  } catch (error) {
    const message = String(isObject(error) ? error['stderr'] : error).trim();
    return {
      state: /no matches for kind|could not find the requested resource/.test(message) ? 'not served' : 'refused',
      message,
    };
  }
}

function applied(plane: ControlPlane, object: Object, words: readonly string[]): Promise<string> {
  const given = ['apply', '--server-side', '--force-conflicts', ...words, '--filename', '-'];
  return plane.kubectl(given, JSON.stringify(object));
}

function namespaceOf({ metadata }: Object): string {
  const namespace = isObject(metadata) ? metadata['namespace'] : undefined;
  return typeof namespace === 'string' && namespace !== '' ? namespace : elsewhere;
}
