// One kustomization file: its fields as parts, and the files that it names.
import path from 'node:path';
import { parseYaml, type Fault, type YamlDocument } from '../../formats/yaml/file.ts';
import { embeddedIn } from '../../formats/yaml/embedded.ts';
import { asMap } from '../../formats/yaml/node.ts';
import { yamlValue } from '../../formats/yaml/value.ts';
import type { Files } from '../../repo/files.ts';
import { lineAtOrigin, type Origin } from '../origin.ts';
import { opened, partAt, partFrom, readPart, sourcePart, textAt, type Part } from '../part.ts';
import type { Unread } from './resource.ts';

export interface KustomizationFile {
  readonly path: string;
  readonly folder: string;
  readonly document: YamlDocument;
  readonly isComponent: boolean;
  readonly root: Part;
}

export function isKustomization(file: string): boolean {
  return /(^|\/)(kustomization\.ya?ml|[Kk]ustomization)$/.test(file);
}

/** The kustomization of a folder, or undefined if it has none that is a map. */
export function kustomizationIn(folder: string, files: Files): KustomizationFile | undefined {
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'kustomization']) {
    const file = folder === '' ? name : `${folder}/${name}`;
    const text = files.get(file);
    if (text !== undefined) return readKustomization(file, text);
  }
  return undefined;
}

export function readKustomization(file: string, text: string): KustomizationFile | undefined {
  const document = parseYaml(file, text).documents[0];
  if (document === undefined || asMap(document.root) === undefined) return undefined;
  const root = sourcePart(document, []);
  return {
    path: file,
    folder: file.includes('/') ? path.posix.dirname(file) : '',
    document,
    isComponent: textAt(root, 'kind') === 'Component',
    root,
  };
}

/** A path in a kustomization, below the root of the repository; a path that leaves it begins with `..`. */
export function below({ folder }: KustomizationFile, named: string): string {
  const joined = path.posix.normalize(path.posix.join(folder === '' ? '.' : folder, named)).replace(/\/$/, '');
  return joined === '.' ? '' : joined;
}

export function pairsAt(part: Part, ...keys: readonly string[]): ReadonlyMap<string, Part> {
  const found = partAt(part, keys);
  const open = found === undefined ? undefined : opened(found);
  return open?.k === 'map' ? open.entries : new Map();
}

export function originAt(part: Part, ...keys: readonly string[]): Origin {
  const { document, keys: at } = readPart(part, keys);
  return { document, keys: at };
}

export function unreadAt(at: Part, file: KustomizationFile, message: string): Unread {
  return { path: file.path, line: lineAtOrigin(at.origin), message };
}

interface PatchText {
  readonly documents: readonly Part[];
  readonly faults: readonly Fault[];
}

/** The content of an inline patch; if it is escaped or folded, all of it has the line on which it begins. */
export function inlinePatch(part: Part): PatchText {
  const { node, document, keys, value } = readPart(part, []);
  const embedded = node === undefined ? undefined : embeddedIn(document, node);
  if (embedded !== undefined)
    return { documents: embedded.documents.map((one) => sourcePart(one, [])), faults: embedded.faults };
  const line = lineAtOrigin(part.origin);
  try {
    // The last key leads nowhere, so that no edit is made inside a text that is written in another way.
    const origin: Origin = { document, keys: [...keys, '(inline)'], line };
    return { documents: [partFrom(yamlValue(String(value)), origin)], faults: [] };
  } catch {
    return { documents: [], faults: [{ path: document.file.path, line, message: 'this patch is not YAML' }] };
  }
}
