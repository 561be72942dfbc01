// The objects of a document: lists are taken apart, and so are the templates of OpenShift.
import type { YamlDocument } from '../formats/yaml/file.ts';
import { asMap, asSeq, type Key } from '../formats/yaml/node.ts';
import { read } from '../formats/yaml/read.ts';

/** The start of each object of a document: `items.3` in a `List`, a `RoleList`, a `PodList` and similar kinds. */
export function objectsIn(document: YamlDocument, keys: readonly Key[] = []): readonly (readonly Key[])[] {
  if (asMap(document.root) === undefined) return [];
  const kind = read(document, [...keys, 'kind']).value;
  if (typeof kind !== 'string') return [keys];
  const list = kind.endsWith('List') ? 'items' : isTemplate(document, keys, kind) ? 'objects' : undefined;
  const length = list === undefined ? undefined : asSeq(read(document, [...keys, list]).node)?.items.length;
  if (list === undefined || length === undefined) return [keys];
  return Array.from({ length }, (_, index) => objectsIn(document, [...keys, list, index])).flat();
}

/** @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/images/using-templates */
function isTemplate(document: YamlDocument, keys: readonly Key[], kind: string): boolean {
  const { value } = read(document, [...keys, 'apiVersion']);
  return kind === 'Template' && (value === 'v1' || String(value).startsWith('template.openshift.io/'));
}
