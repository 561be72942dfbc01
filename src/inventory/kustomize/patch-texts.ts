// The patches that a kustomization names or writes inline.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { itemsAt, readPart, sourcePart, textAt, type Part } from '../part.ts';
import { notRead, type Builder } from './builder.ts';
import { below, inlinePatch, unreadAt, type KustomizationFile } from './kustomization.ts';
import type { Patch } from './patches.ts';

export function mergesOf(file: KustomizationFile, builder: Builder): readonly Patch[] {
  return itemsAt(file.root, 'patchesStrategicMerge').map((entry) => {
    const text = textAt(entry) ?? '';
    const documents = text.includes('\n') ? inline(entry, builder) : patchFile(text, entry, file, builder);
    return { target: undefined, documents, ...placeOf(entry, file) };
  });
}

export function patchesOf(
  file: KustomizationFile,
  key: 'patches' | 'patchesJson6902',
  builder: Builder,
): readonly Patch[] {
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
  for (const fault of faults) builder.unread.push(fault);
  return documents;
}

export function patchFile(named: string, entry: Part, file: KustomizationFile, builder: Builder): readonly Part[] {
  const path = below(file, named);
  const text = builder.repository.files.get(path);
  if (text === undefined) return notRead(entry, named, file, builder);
  builder.files.add(path);
  const { documents, faults } = parseYaml(path, text);
  for (const fault of faults) builder.unread.push(fault);
  return documents.map((document: YamlDocument) => sourcePart(document, []));
}

function placeOf(entry: Part, file: KustomizationFile): Pick<Patch, 'path' | 'line'> {
  const { path, line } = unreadAt(entry, file, '');
  return { path, line };
}
