// The changes of a kustomization to its objects: patches, names, labels, images, replacements.
import { itemsAt, textAt, type Part } from '../part.ts';
import { endedAt, type Builder } from './builder.ts';
import { unappliedInReplacement } from './fields.ts';
import { originAt, pairsAt, unreadAt, type KustomizationFile } from './kustomization.ts';
import { annotated, labelled } from './labels.ts';
import { inNamespace, renamed } from './names.ts';
import { mergesOf, patchesOf, patchFile } from './patch-texts.ts';
import { patched, type Patch } from './patches.ts';
import { replacedBy } from './replacements.ts';
import type { Resource } from './resource.ts';
import { scaled, withImages, type Scale } from './images.ts';
import { isTooMuch } from './work.ts';

type Resources = readonly Resource[];
type Step = (resources: Resources) => Resources;

/** In the order of kustomize (`configureBuiltinTransformers`). */
export function transformed(file: KustomizationFile, given: Resources, builder: Builder): Resources {
  let resources = given;
  for (const step of stepsOf(file, builder)) {
    if (isTooMuch(builder.work)) {
      endedAt(file, builder);
      return resources;
    }
    resources = step(resources);
  }
  if (isTooMuch(builder.work)) endedAt(file, builder);
  return resources;
}

function* stepsOf(file: KustomizationFile, builder: Builder): Generator<Step> {
  const { root } = file;
  const { work } = builder;
  for (const patch of [...mergesOf(file, builder), ...patchesOf(file, 'patches', builder)])
    yield (resources) => applied(resources, patch, builder);
  const namespace = textAt(root, 'namespace');
  if (namespace !== undefined) yield (resources) => inNamespace(resources, namespace, originAt(root, 'namespace'));
  for (const key of ['namePrefix', 'nameSuffix'] as const) {
    const text = textAt(root, key) ?? '';
    const [prefix, suffix] = key === 'namePrefix' ? [text, ''] : ['', text];
    if (text !== '') yield (resources) => renamed(resources, prefix, suffix, originAt(root, key));
  }
  const common = pairsAt(root, 'commonLabels');
  if (common.size > 0)
    yield (resources) => labelled(resources, { pairs: common, selectors: true, templates: true }, work);
  for (const entry of itemsAt(root, 'labels'))
    yield (resources) =>
      labelled(
        resources,
        {
          pairs: pairsAt(entry, 'pairs'),
          selectors: textAt(entry, 'includeSelectors') === 'true',
          templates: textAt(entry, 'includeTemplates') === 'true',
        },
        work,
      );
  const annotations = pairsAt(root, 'commonAnnotations');
  if (annotations.size > 0) yield (resources) => annotated(resources, annotations, work);
  for (const patch of patchesOf(file, 'patchesJson6902', builder))
    yield (resources) => applied(resources, patch, builder);
  yield (resources) => scaled(resources, itemsAt(root, 'replicas').map(scaleFrom));
  yield (resources) =>
    withImages(resources, [...itemsAt(root, 'images'), ...itemsAt(root, 'imageTags')].map(imageFrom), work);
  for (const entry of itemsAt(root, 'replacements')) {
    const place = unreadAt(entry, file, '');
    for (const replacement of replacementsOf(entry, file, builder))
      yield (resources) => {
        const result = replacedBy(resources, replacement, place, work);
        for (const one of result.unread) builder.unread.push(one);
        return result.resources;
      };
  }
}

function applied(resources: Resources, patch: Patch, builder: Builder): Resources {
  const result = patched(resources, patch, builder.isOpen, builder.work);
  for (const one of result.unread) builder.unread.push(one);
  return result.resources;
}

function scaleFrom(entry: Part): Scale {
  return {
    name: textAt(entry, 'name') ?? '',
    count: Number(textAt(entry, 'count') ?? 1),
    origin: originAt(entry, 'count'),
  };
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
    for (const one of all)
      for (const unread of unappliedInReplacement(one, part.origin.document.file.path)) builder.unread.push(unread);
    return all;
  });
}
