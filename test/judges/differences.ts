// The differences of two objects, with equal meanings written equally.
import { parseAllDocuments } from 'yaml';
import { hole } from '../../src/formats/helm/mask.ts';
import { tagsOf } from '../../src/formats/yaml/dialect.ts';
import { isObject, type Object } from './charted.ts';

/** The objects of a text, read as in Kubernetes; lists are split. */
export function objectsOf(text: string): readonly Object[] {
  const options = { customTags: tagsOf('kubernetes'), merge: true, uniqueKeys: false, logLevel: 'silent' } as const;
  return parseAllDocuments(text, options)
    .map((document): unknown => document.toJS())
    .filter(isObject)
    .flatMap((one) =>
      String(one.kind).endsWith('List') && Array.isArray(one.items) ? one.items.filter(isObject) : [one],
    );
}

/** Each place that differs. Unknown values of our model differ from nothing, and empty means absent. */
export function differences(real: unknown, ours: unknown, at = ''): readonly string[] {
  if (typeof ours === 'string' && ours.includes(hole)) return [];
  if (Array.isArray(real) && Array.isArray(ours)) {
    if (ours.some((one) => typeof one === 'string' && one.includes(hole))) return [];
    if (real.length !== ours.length) return [`${at}: ${real.length} items, ours ${ours.length}`];
    return real.flatMap((one, index) => differences(one, ours[index], `${at}[${index}]`));
  }
  if (isObject(real) && isObject(ours)) {
    const keys = new Set([...Object.keys(real), ...Object.keys(ours)]);
    return [...keys]
      .filter((key) => key !== hole && !(hole in ours && !(key in ours)) && !isContent(real, key))
      .flatMap((key) => differences(real[key], ours[key], `${at}.${key}`));
  }
  return isEmpty(real) && isEmpty(ours)
    ? []
    : shown(real) === shown(ours)
      ? []
      : [`${at}: ${shown(real)}, ours ${shown(ours)}`];
}

/** The content of a Secret is generated each time, or encoded in one of several ways. */
function isContent({ kind }: Object, key: string): boolean {
  return kind === 'Secret' && (key === 'data' || key === 'stringData');
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (Array.isArray(value) ? value.every(isEmpty) : isObject(value) && Object.values(value).every(isEmpty))
  );
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').replaceAll(/-[bcdfghkmt2456789]{10}\b/g, '').slice(0, 80);
}
