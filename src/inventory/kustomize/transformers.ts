// What a kustomization does to its objects: patches, names, labels, images, replacements.
import { itemsAt, textAt, type Part } from '../part.ts';
import type { Builder } from './builder.ts';
import { unappliedInReplacement } from './fields.ts';
import { originAt, pairsAt, unreadAt, type KustomizationFile } from './kustomization.ts';
import { annotated, labelled } from './labels.ts';
import { inNamespace, renamed } from './names.ts';
import { mergesOf, patchesOf, patchFile } from './patch-texts.ts';
import { patched, type Patch } from './patches.ts';
import { replacedBy } from './replacements.ts';
import type { Resource } from './resource.ts';
import { scaled, withImages } from './images.ts';

/** In the order of kustomize (`configureBuiltinTransformers`). */
export function transformed(
  file: KustomizationFile,
  given: readonly Resource[],
  builder: Builder,
): readonly Resource[] {
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
  resources = withImages(resources, [...itemsAt(root, 'images'), ...itemsAt(root, 'imageTags')].map(imageFrom));
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
    const all = items.length > 0 ? items : [part];
    builder.unread.push(...all.flatMap((one) => unappliedInReplacement(one, part.origin.document.file.path)));
    return all;
  });
}
