// The fields of a kustomization that this program applies, as a closed list: the effect of any other field is unknown.
import { table } from '../../table.ts';
import { opened, readPart, type Part } from '../part.ts';
import type { KustomizationFile } from './kustomization.ts';
import type { Unread } from './resource.ts';

/**
 * By place, `*` for each item of a list: the fields that are applied, and after the bar those that change nothing that
 * rules judge.
 * Source: https://github.com/kubernetes-sigs/kustomize/tree/master/api/types (5.7)
 */
const applied = table({
  '': `resources bases components namespace namePrefix nameSuffix commonLabels labels commonAnnotations patches
    patchesStrategicMerge patchesJson6902 replicas images imageTags replacements configMapGenerator secretGenerator generatorOptions
    | apiVersion kind metadata crds sortOptions buildMetadata`,
  'labels.*': 'pairs includeSelectors includeTemplates',
  'patches.*': 'path patch target',
  'patchesJson6902.*': 'path patch target',
  'replicas.*': 'name count',
  'images.*': 'name newName newTag digest',
  'imageTags.*': 'name newName newTag digest',
  generatorOptions: 'labels annotations immutable | disableNameSuffixHash',
  'configMapGenerator.*': 'name namespace behavior literals files envs env options',
  'configMapGenerator.*.options': 'labels annotations immutable | disableNameSuffixHash',
  'secretGenerator.*': 'name namespace behavior literals files envs env options type',
  'secretGenerator.*.options': 'labels annotations immutable | disableNameSuffixHash',
  ...selectors('patches.*.target', 'patchesJson6902.*.target'),
  ...ofReplacement('replacements.*', ' path'),
  // The content of a file that a kustomization names.
  ...ofReplacement('(replacement)', ''),
});

function ofReplacement(at: string, more: string): Readonly<Record<string, string>> {
  return {
    [at]: `source targets${more}`,
    [`${at}.source`]: 'group version kind name namespace fieldPath options',
    [`${at}.source.options`]: 'delimiter index',
    [`${at}.targets.*`]: 'select reject fieldPaths options',
    [`${at}.targets.*.options`]: 'delimiter index create',
    ...selectors(`${at}.targets.*.select`, `${at}.targets.*.reject.*`),
  };
}

function selectors(...places: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    places.map((at) => [at, 'group version kind name namespace labelSelector annotationSelector']),
  );
}

/** The fields of a kustomization that this program does not apply. */
export function unappliedIn({ root, path }: KustomizationFile): readonly Unread[] {
  return unappliedAt(root, '', path);
}

/** The fields of a replacement in a file of its own. */
export function unappliedInReplacement(replacement: Part, path: string): readonly Unread[] {
  return unappliedAt(replacement, '(replacement)', path);
}

function unappliedAt(part: Part, at: string, path: string): readonly Unread[] {
  const fields = applied[at]?.split(/[\s|]+/);
  const open = opened(part);
  if (open.k === 'list') return open.items.flatMap((item) => unappliedAt(item, `${at}.*`, path));
  if (fields === undefined || open.k !== 'map') return [];
  return [...open.entries].flatMap(([field, value]) => {
    const { state, line } = readPart(part, [field]);
    if (state === 'absent') return [];
    if (fields.includes(field)) return unappliedAt(value, at === '' ? field : `${at}.${field}`, path);
    const where = at === '' ? '' : ` of ${at.replaceAll('.*', '').replace('(replacement)', 'a replacement')}`;
    const message = `what ${field}${where} does to this kustomization is not known`;
    return [{ path, line, message }];
  });
}
