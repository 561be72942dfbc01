// Renders a kustomization as `kustomize build` does, every part with the place in the file where its author wrote it.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import type { Repository } from '../../repo/repository.ts';
import { itemsAt, readPart, sourcePart, textAt, type Part } from '../part.ts';
import { objectsIn } from '../objects.ts';
import { generated } from './generators.ts';
import {
  below,
  inlinePatch,
  kustomizationIn,
  originAt,
  pairsAt,
  readKustomization,
  unreadAt,
  type KustomizationFile,
} from './kustomization.ts';
import { inNamespace, renamed, withReferences } from './names.ts';
import { patched, type Patch } from './patches.ts';
import { replacedBy } from './replacements.ts';
import type { Resource, Unread } from './resource.ts';
import { annotated, labelled, scaled, withImages } from './transform.ts';

export interface Build {
  readonly resources: readonly Resource[];
  /** What it names and what is not known of it. */
  readonly unread: readonly Unread[];
  /** The files of the repository that it takes in. */
  readonly files: ReadonlySet<string>;
}

/** The objects of the kustomization at a path. */
export function built(path: string, repository: Repository): Build {
  const builder: Builder = { repository, unread: [], files: new Set(), stack: [], isOpen: false };
  const file = readKustomization(path, repository.files.get(path) ?? '');
  const resources = file === undefined ? [] : withReferences(run(file, [], builder));
  return { resources, unread: builder.unread, files: builder.files };
}

interface Builder {
  readonly repository: Repository;
  readonly unread: Unread[];
  readonly files: Set<string>;
  readonly stack: string[];
  /** Whether objects are missing because what holds them was not read. */
  isOpen: boolean;
}

function run(file: KustomizationFile, incoming: readonly Resource[], builder: Builder): readonly Resource[] {
  if (builder.stack.includes(file.path)) {
    builder.unread.push({ path: file.path, line: 1, message: 'this kustomization takes in itself' });
    return incoming;
  }
  builder.stack.push(file.path);
  builder.files.add(file.path);
  const { root } = file;
  let resources = [...incoming];
  for (const entry of [...itemsAt(root, 'resources'), ...itemsAt(root, 'bases')])
    resources.push(...taken(entry, file, builder));
  for (const entry of itemsAt(root, 'components')) {
    const component = textAt(entry) ?? '';
    const found = isRemote(component) ? undefined : kustomizationIn(below(file, component), builder.repository.files);
    if (found === undefined) notRead(entry, component, file, builder);
    else resources = [...run(found, resources, builder)];
  }
  resources.push(...generatedBy(file, builder));
  for (const key of notUnderstood)
    if (readPart(root, [key]).state !== 'absent') {
      builder.isOpen = true;
      builder.unread.push({
        path: file.path,
        line: readPart(root, [key]).line,
        message: `what ${key} do to this kustomization is not known`,
      });
    }
  const after = transformed(file, resources, builder);
  builder.stack.pop();
  return after;
}

/** Fields that start programs, fetch charts, or change how kustomize itself works. */
const notUnderstood = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'configurations',
  'vars',
];

function taken(entry: Part, file: KustomizationFile, builder: Builder): readonly Resource[] {
  const named = textAt(entry) ?? '';
  const path = below(file, named);
  if (isRemote(named)) return notRead(entry, named, file, builder);
  const text = builder.repository.files.get(path);
  if (text !== undefined) return resourcesIn(path, text, builder);
  const base = kustomizationIn(path, builder.repository.files);
  return base === undefined ? notRead(entry, named, file, builder) : run(base, [], builder);
}

function isRemote(named: string): boolean {
  return /^[\w.+-]+:\/\/|^git@|^git::|^github\.com\/|\?ref=/.test(named);
}

function notRead(entry: Part, named: string, file: KustomizationFile, builder: Builder): readonly [] {
  builder.isOpen = true;
  const path = below(file, named);
  const skipped = builder.repository.skipped.find((one) => one.path === path || path.startsWith(`${one.path}/`));
  const why = isRemote(named)
    ? 'lies elsewhere'
    : skipped !== undefined
      ? `was not read: ${skipped.path} ${skipped.why}`
      : path.startsWith('..')
        ? 'lies outside of this repository'
        : 'is not here';
  builder.unread.push(unreadAt(entry, file, `${named} ${why}, so what it installs is not known`));
  return [];
}

/** CustomResourceDefinitions grant nothing and run nothing, and are long: they are left out. */
function isObject(source: string): boolean {
  return !/^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?CustomResourceDefinition\b/m.test(source);
}

function resourcesIn(path: string, text: string, builder: Builder): readonly Resource[] {
  builder.files.add(path);
  const { documents, faults } = parseYaml(path, text, { wanted: isObject });
  if (faults.length > 0) builder.isOpen = true;
  builder.unread.push(...faults);
  return documents.flatMap((document) =>
    objectsIn(document).map((keys) => ({ part: sourcePart(document, keys), earlier: [] })),
  );
}

function generatedBy(file: KustomizationFile, builder: Builder): readonly Resource[] {
  const read = (named: string): string | undefined => {
    const path = below(file, named);
    if (builder.repository.files.has(path)) builder.files.add(path);
    return builder.repository.files.get(path);
  };
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) => {
    const key = kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator';
    return itemsAt(file.root, key).map((entry) => generated(kind, entry, entry.origin, read));
  });
}

/** In the order of kustomize (`configureBuiltinTransformers`). */
function transformed(file: KustomizationFile, given: readonly Resource[], builder: Builder): readonly Resource[] {
  const { root } = file;
  let resources = given;
  for (const patch of [...mergesOf(file, builder), ...patchesOf(file, 'patches', builder)])
    resources = applied(resources, patch, builder);
  const namespace = textAt(root, 'namespace');
  if (namespace !== undefined) resources = inNamespace(resources, namespace, originAt(root, 'namespace'));
  for (const key of ['namePrefix', 'nameSuffix'] as const) {
    const text = textAt(root, key);
    if (text !== undefined)
      resources = renamed(
        resources,
        key === 'namePrefix' ? text : '',
        key === 'nameSuffix' ? text : '',
        originAt(root, key),
      );
  }
  const common = pairsAt(root, 'commonLabels');
  if (common.size > 0) resources = labelled(resources, { pairs: common, selectors: true, templates: true });
  for (const entry of itemsAt(root, 'labels'))
    resources = labelled(resources, {
      pairs: pairsAt(entry, 'pairs'),
      selectors: textAt(entry, 'includeSelectors') === 'true',
      templates: textAt(entry, 'includeTemplates') === 'true',
    });
  const annotations = pairsAt(root, 'commonAnnotations');
  if (annotations.size > 0) resources = annotated(resources, annotations);
  for (const patch of patchesOf(file, 'patchesJson6902', builder)) resources = applied(resources, patch, builder);
  for (const entry of itemsAt(root, 'replicas'))
    resources = scaled(
      resources,
      textAt(entry, 'name') ?? '',
      Number(textAt(entry, 'count') ?? 1),
      originAt(entry, 'count'),
    );
  resources = withImages(resources, itemsAt(root, 'images').map(imageFrom));
  for (const entry of itemsAt(root, 'replacements')) {
    const place = unreadAt(entry, file, '');
    for (const replacement of replacementsOf(entry, file, builder)) {
      const result = replacedBy(resources, replacement, place);
      resources = result.resources;
      builder.unread.push(...result.unread);
    }
  }
  return resources;
}

function applied(resources: readonly Resource[], patch: Patch, builder: Builder): readonly Resource[] {
  const result = patched(resources, patch, builder.isOpen);
  builder.unread.push(...result.unread);
  return result.resources;
}

function mergesOf(file: KustomizationFile, builder: Builder): readonly Patch[] {
  return itemsAt(file.root, 'patchesStrategicMerge').map((entry) => {
    const text = textAt(entry) ?? '';
    const documents = text.includes('\n') ? inline(entry, builder) : patchFile(text, entry, file, builder);
    return { target: undefined, documents, ...placeOf(entry, file) };
  });
}

function patchesOf(file: KustomizationFile, key: 'patches' | 'patchesJson6902', builder: Builder): readonly Patch[] {
  return itemsAt(file.root, key).map((entry) => {
    const [named, text] = [textAt(entry, 'path'), readPart(entry, ['patch'])];
    const target =
      readPart(entry, ['target']).state === 'present'
        ? sourcePart(file.document, readPart(entry, ['target']).keys)
        : undefined;
    const documents =
      named !== undefined
        ? patchFile(named, entry, file, builder)
        : text.state === 'present'
          ? inline(sourcePart(file.document, text.keys), builder)
          : [];
    return { target, documents, ...placeOf(entry, file) };
  });
}

function inline(part: Part, builder: Builder): readonly Part[] {
  const { documents, faults } = inlinePatch(part);
  builder.unread.push(...faults);
  return documents;
}

function patchFile(named: string, entry: Part, file: KustomizationFile, builder: Builder): readonly Part[] {
  const path = below(file, named);
  const text = builder.repository.files.get(path);
  if (text === undefined) return notRead(entry, named, file, builder);
  builder.files.add(path);
  const { documents, faults } = parseYaml(path, text);
  builder.unread.push(...faults);
  return documents.map((document: YamlDocument) => sourcePart(document, []));
}

function placeOf(entry: Part, file: KustomizationFile): Pick<Patch, 'path' | 'line'> {
  const { path, line } = unreadAt(entry, file, '');
  return { path, line };
}

function imageFrom(entry: Part): Parameters<typeof withImages>[1][number] {
  const [digest, tag, newName] = [textAt(entry, 'digest'), textAt(entry, 'newTag'), textAt(entry, 'newName')];
  const key = digest !== undefined ? 'digest' : tag !== undefined ? 'newTag' : 'newName';
  return { name: textAt(entry, 'name') ?? '', newName, tag, digest, origin: originAt(entry, key) };
}

function replacementsOf(entry: Part, file: KustomizationFile, builder: Builder): readonly Part[] {
  const named = textAt(entry, 'path');
  if (named === undefined) return [entry];
  return patchFile(named, entry, file, builder).flatMap((part) => {
    const items = itemsAt(part);
    return items.length > 0 ? items : [part];
  });
}
