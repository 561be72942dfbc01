// One Kubernetes object as it is installed, and its fields.
import { spoken } from '../formats/helm/expression.ts';
import { noChart, read, type ChartText, type Reading } from '../formats/yaml/read.ts';
import type { YamlDocument } from '../formats/yaml/file.ts';
import { asMap, asSeq, isTemplated, pairAt, type Key } from '../formats/yaml/node.ts';
import { isOfItsGroup } from './judged.ts';
import { lazy } from '../lazy.ts';
import { lineAtOrigin } from './origin.ts';
import { isScalarValue, readPart, valueAt, type Part } from './part.ts';

/** One Kubernetes object. */
export interface Manifest {
  /** The file and line of its largest part. */
  readonly path: string;
  readonly line: number;
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  /** The name for people: for a template of a chart as in the template, `{chart.fullname}-x`. */
  readonly label: string;
  readonly namespace: string | undefined;
  readonly part: Part;
  readonly document: YamlDocument;
  /** The keys to the object in its document: `items.3` in a List. */
  readonly base: readonly Key[];
  readonly text: ChartText;
  readonly chart: string | undefined;
  readonly installation: string;
  /** A patch of kustomize has only its changes: a field that it lacks is not missing. */
  readonly patch: boolean;
}

/** Tells an object from the others in its file, also after an edit moves it. */
export function nameInFile({ path, kind, namespace = '', name }: Manifest): string {
  return `${path} ${kind} ${namespace}/${name}`;
}

/** The value at a place of an object. */
export function readManifest(manifest: Manifest, keys: readonly Key[]): Reading {
  return readPart(manifest.part, keys);
}

/** The text of a template that computes its name. */
function labelOf({ origin }: Part, chart: string | undefined): string | undefined {
  return chart === undefined ? undefined : writtenInFile(origin.document, [...origin.keys, 'metadata', 'name']);
}

interface Around {
  readonly installation: string;
  readonly chart?: string | undefined;
  readonly partial?: true | undefined;
}

/** The object of a part, or undefined if the part is no object, or only shares the name of its kind with ours. */
export function manifestFrom(part: Part, { installation, chart, partial }: Around): Manifest | undefined {
  const text = (...keys: readonly Key[]): string | undefined => writtenIn(part, keys);
  const [kind, apiVersion] = [text('kind') ?? listed(part, 'kind'), text('apiVersion') ?? listed(part, 'apiVersion')];
  if (kind === undefined || apiVersion === undefined) return undefined;
  if (!apiVersion.includes('{{') && !isOfItsGroup(kind, apiVersion)) return undefined;
  const name = text('metadata', 'name') ?? '';
  const label = lazy(() => ({ of: spoken(labelOf(part, chart) ?? name) }));
  // The place of a part of a chart is searched when it is asked for, because its template must be parsed for it.
  return {
    get path() {
      return part.origin.document.file.path;
    },
    get line() {
      return lineAtOrigin(part.origin);
    },
    kind,
    apiVersion,
    name,
    get label() {
      return label().of;
    },
    namespace: text('metadata', 'namespace'),
    part,
    get document() {
      return part.origin.document;
    },
    get base() {
      return part.origin.keys;
    },
    get text() {
      return part.k === 'source' ? part.text : (part.origin.text ?? noChart);
    },
    chart,
    installation,
    patch: partial === true || isPartial(kind, (...keys) => valueAt(part, ['spec', ...keys])),
  };
}

/**
 * The kind of an item that has none, from its list: a `RoleList` holds Roles, and a `List` holds any kind.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/apis/meta/v1/unstructured/helpers.go, `decodeToList`
 */
function listed({ origin: { document, keys } }: Part, key: 'kind' | 'apiVersion'): string | undefined {
  const said = keys.at(-2) === 'items' ? writtenInFile(document, [...keys.slice(0, -2), key]) : undefined;
  return said === 'List' ? undefined : key === 'kind' ? said?.replace(/List$/, '') : said;
}

/** apps/v1 refuses a workload without a selector and a container without an image. An object without both is a patch. */
function isPartial(kind: string, at: (...keys: readonly Key[]) => Pick<Reading, 'state' | 'value'>): boolean {
  if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind) || at('selector').state !== 'absent') return false;
  const { value } = at('template', 'spec', 'containers');
  return (
    Array.isArray(value) &&
    value.some((container) => typeof container === 'object' && container !== null && !('image' in container))
  );
}

/** A scalar of an object as the author wrote it, with its actions. */
export function writtenAt({ part }: Manifest, keys: readonly Key[]): string | undefined {
  return writtenIn(part, keys);
}

function writtenIn(part: Part, keys: readonly Key[]): string | undefined {
  if (part.k === 'source') return writtenInFile(part.origin.document, [...part.origin.keys, ...keys]);
  const found = valueAt(part, keys);
  if (found.state === 'absent') return undefined;
  if (isScalarValue(found.value)) return isTemplated(found.value) ? undefined : String(found.value);
  const { state, value, document, keys: at, node } = readPart(part, keys);
  if (state === 'unknown') {
    const { origin } = part;
    return writtenInFile(document, at) ?? writtenInFile(origin.document, [...origin.keys, ...keys]);
  }
  return state === 'absent' || isTemplated(value) || (node === undefined && typeof value === 'object')
    ? undefined
    : String(value);
}

function writtenInFile(document: YamlDocument, keys: readonly Key[]): string | undefined {
  let node: unknown = document.root;
  for (const key of keys) {
    const map = asMap(node);
    node = map === undefined ? asSeq(node)?.items[Number(key)] : pairAt(map, key)?.value;
  }
  // The content of an alias or a merge key is written elsewhere.
  const found = read(document, keys);
  if (found.node !== undefined) return isTemplated(found.value) ? undefined : String(found.value);
  if (found.state !== 'unknown' || node === null || node === undefined) return undefined;
  const scalar = node as { readonly range: readonly [number, number, number] };
  return document.file.text
    .slice(document.offset + scalar.range[0], document.offset + scalar.range[1])
    .replace(/^["']|["']$/g, '');
}
