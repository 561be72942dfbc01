// The kustomizations of a repository: what they take in, patch and pin.
import path from 'node:path';
import { parseYaml, type YamlDocument } from '../formats/yaml/file.ts';
import { valueOf } from '../formats/yaml/node.ts';
import type { Repository } from '../repo/repository.ts';

export interface Kustomization {
  readonly path: string;
  readonly document: YamlDocument;
  readonly namespace: string | undefined;
  readonly resources: readonly string[];
  /** Files that are patches, by their path in the repository. */
  readonly patches: readonly string[];
  readonly images: readonly KustomizedImage[];
}

export interface KustomizedImage {
  readonly name: string;
  readonly newName: string | undefined;
  readonly digest: string | undefined;
  readonly tag: string | undefined;
}

export function kustomizationsOf(repository: Repository): readonly Kustomization[] {
  return [...repository.files].flatMap(([file, text]) => (isKustomization(file) ? parseKustomization(file, text) : []));
}

export function isKustomization(path: string): boolean {
  return /(^|\/)[Kk]ustomization(\.ya?ml)?$/.test(path);
}

function parseKustomization(file: string, text: string): readonly Kustomization[] {
  const document = parseYaml(file, text).documents[0];
  const value = document && valueOf(document, document.root);
  if (document === undefined || typeof value !== 'object' || value === null) return [];
  const record: Readonly<Record<string, unknown>> = { ...value };
  const inFolder = (below: string): string => path.posix.normalize(path.posix.join(path.posix.dirname(file), below));
  const namespace = typeof record['namespace'] === 'string' ? record['namespace'] : undefined;
  const patches = [
    ...texts(record['patchesStrategicMerge']),
    ...records(record['patches']).flatMap((patch) => texts([patch['path']])),
  ];
  const images = records(record['images']).map((image) => ({
    name: String(image['name'] ?? ''),
    newName: texts([image['newName']])[0],
    digest: texts([image['digest']])[0],
    tag: texts([image['newTag']])[0],
  }));
  return [
    {
      path: file,
      document,
      namespace,
      resources: [...texts(record['resources']), ...texts(record['bases'])].map(inFolder),
      patches: patches.map(inFolder),
      images,
    },
  ];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter((item) => typeof item === 'object' && item !== null).map((item) => ({ ...item }))
    : [];
}
