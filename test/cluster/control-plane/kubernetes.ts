// Paths of the API and the manifests that kubectl prints.
import { parseAllDocuments } from 'yaml';
import { isObject, textAt, type Json, type JsonObject } from './json.ts';

export interface Resource {
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly plural: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
}

/** The URL path of a collection, or of an object in it. */
export function pathOf({ apiVersion, plural, namespace }: Resource, name?: string): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const place = namespace === undefined ? root : `${root}/namespaces/${namespace}`;
  return name === undefined ? `${place}/${plural}` : `${place}/${plural}/${name}`;
}

/** The documents of a YAML stream. */
export function manifests(text: string): readonly JsonObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(document.errors.join('\n'));
    const value: Json = document.toJS();
    return isObject(value) ? [value] : [];
  });
}

export function ofKind(documents: readonly JsonObject[], kind: string): readonly JsonObject[] {
  return documents.filter((document) => textAt(document, 'kind') === kind);
}

/** The only document of a kind. */
export function onlyOfKind(documents: readonly JsonObject[], kind: string): JsonObject {
  const [found, ...more] = ofKind(documents, kind);
  if (found === undefined || more.length > 0)
    throw new Error(`${found === undefined ? 'no' : 'more than one'} ${kind} in the manifests`);
  return found;
}

export function nameOf(object: Json): string {
  return textAt(object, 'metadata', 'name') ?? '';
}
