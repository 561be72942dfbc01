// Every place that a path means in an object, if some steps are any item of a list or any key of a map.
import type { Key } from '../../formats/yaml/node.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Sight } from '../rule.ts';
import { unknownAt } from '../sight.ts';

/** Stands for any item or key. */
export const EACH = '*';

/**
 * The values at a path, and the values on the way that could not be read.
 *
 * @param path keys, of which some may be `EACH`
 */
export function readingsAt(manifest: Manifest, path: readonly Key[]): readonly Reading[] {
  return expanded(manifest, [], path);
}

/**
 * The parts of a path that only the rendered chart shows, or that cannot be read: `unknown` for each.
 *
 * @param path keys, of which some may be `EACH`
 * @param subject the name for people
 */
export function unreadOn(manifest: Manifest, path: readonly Key[], subject: string): readonly Sight[] {
  return readingsAt(manifest, path)
    .filter(({ state }) => state === 'unknown')
    .map((reading) => unknownAt(reading, subject, reading.keys.filter((key) => typeof key === 'string').at(-1) ?? ''));
}

function expanded(manifest: Manifest, way: readonly Key[], rest: readonly Key[]): readonly Reading[] {
  const at = rest.indexOf(EACH);
  const reading = readManifest(manifest, [...way, ...(at === -1 ? rest : rest.slice(0, at))]);
  if (reading.state === 'absent') return [];
  if (at === -1 || reading.state === 'unknown') return [reading];
  const { value } = reading;
  const keys: readonly Key[] = Array.isArray(value)
    ? value.map((_, index) => index)
    : typeof value === 'object' && value !== null
      ? Object.keys(value)
      : [];
  const here = [...way, ...rest.slice(0, at)];
  return keys.flatMap((key) => expanded(manifest, [...here, key], rest.slice(at + 1)));
}
