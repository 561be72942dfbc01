// The image is named by its digest.
import { withoutTag } from '../../formats/image-reference.ts';
import type { Edits } from '../../formats/edit.ts';
import { addBelow } from '../../formats/yaml/edit.ts';
import { rewrite } from '../../formats/yaml/scalar.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import { isKustomization } from '../../inventory/kustomize/kustomization.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { fixedJob, isImageFixedOnceThere } from '../conditions.ts';
import { isOwnImage } from '../look/own-images.ts';
import { movingImage, pinning, unpinnable } from '../edit/pinning.ts';
import { nameOfContainer } from '../look/place.ts';
import type { Sight } from '../rule.ts';

export const imageByDigest = defineRule({
  id: 'image-by-digest',
  title: 'Images are named by their digest',
  why: 'Anyone who can push to the registry can move a tag to another image; a digest cannot move.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.checklist,
  profile: 'auditor',
  advice:
    'Write the digest after the tag, or let the release set images[].digest in the kustomization. `harden --resolve-digests` asks the registries for the images of others.',
  fix: 'manual',
  look: (inventory) => {
    const containers = inventory.workloads.flatMap((one) => one.containers);
    const fixed = new Set(containers.filter(({ workload }) => isImageFixedOnceThere(workload)).map(imagePlace));
    return containers.flatMap((one) =>
      judge(one, inventory).map((sight) =>
        sight.moving !== undefined && sight.fix === 'safe' && fixed.has(imagePlace(one))
          ? { ...sight, fix: 'ask', decision: fixedJob }
          : sight,
      ),
    );
  },
});

/** The place of the image: several Pods may share an entry of a kustomization or a value of a chart. */
function imagePlace({ workload, keys }: Container): string {
  const { document, keys: at } = readManifest(workload.manifest, [...keys, 'image']);
  return [document.file.path, document.offset, ...at].join(' ');
}

function judge(container: Container, inventory: Inventory): readonly Sight[] {
  const { workload, keys } = container;
  const { manifest } = workload;
  const image = readManifest(manifest, [...keys, 'image']);
  const of = nameOfContainer(container);
  if (image.state === 'absent') return manifest.patch ? [] : [sightAt(image, 'broken', about(of, 'has no image'))];
  if (image.state === 'unknown')
    return [
      digestInChart(image.document.file.text)
        ? sightAt(image, 'kept', of)
        : sightAt(
            image,
            'unknown',
            about(of, `its chart builds the image name; give it a digest (${image.why ?? ''})`),
          ),
    ];
  const text = String(image.value);
  const name = withoutTag(text);
  if (text.includes('@sha256:')) return [sightAt(image, 'kept', of)];
  const { document } = image;
  const [images, index, key] = image.keys;
  if (images === 'images' && index !== undefined && isKustomization(document.file.path)) {
    const mending = pinned(text, document.file.path, inventory, (digest) =>
      addBelow(document, [images, index], [String(key)], 'digest', digest),
    );
    const at = readManifest(manifest, keys);
    const written = read(at.document, [...at.keys, 'image']);
    const what = `kustomize makes it ${text}; set its digest there`;
    return [sightAt(written, 'broken', about(of, what, name), mending)];
  }
  const tag = text === name ? undefined : text.slice(name.length + 1);
  return [
    sightAt(
      image,
      'broken',
      about(
        of,
        `${text} is named by ${tag === undefined ? 'neither a tag nor a digest' : 'a tag; add its digest'}`,
        name,
      ),
      {
        ...pinnedIn(manifest, image, inventory),
        ...(tag === undefined || tag === 'latest' ? { severity: 'high' } : {}),
      },
    ),
  ];
}

/** The place of the text: in the manifest, or in the values of its chart. */
function pinnedIn(
  manifest: Manifest,
  { value, node, document, keys }: Reading,
  inventory: Inventory,
): ReturnType<typeof pinning> {
  const text = String(value);
  const { path } = document.file;
  if (document !== manifest.document && !isPassedWhole(keys, manifest, inventory))
    return unpinnable(inventory, path, `${text} stays: the chart uses it for more than the image name`);
  return pinned(text, path, inventory, (digest) =>
    node === undefined ? { refused: 'it is not in this file' } : rewrite(document, node, `${text}@${digest}`),
  );
}

/** Every template that uses the value has only the value after `image:`. */
function isPassedWhole(keys: readonly Key[], { chart }: Manifest, { repository }: Inventory): boolean {
  const value = `.Values.${keys.join('.')}`;
  const templates = [...repository.files].filter(([path]) =>
    path.startsWith(chart === '' ? 'templates/' : `${chart}/templates/`),
  );
  const lines = templates.flatMap(([, text]) => text.split('\n')).filter((line) => line.includes(value));
  return lines.every((line) =>
    /^[\s-]*image:\s*["']?\{\{-?\s*\$?[\w.]+(\s*\|\s*(quote|toString|trim|squote))*\s*-?\}\}["']?\s*(#.*)?$/.test(line),
  );
}

/** Pins images of others; an image of this repository gets its digest from its release. */
function pinned(
  text: string,
  path: string,
  inventory: Inventory,
  edits: (digest: string) => Edits,
): ReturnType<typeof pinning> {
  const moving = movingImage(text);
  if (moving === undefined) return unpinnable(inventory, path, `${text} stays: it is not the name of an image`);
  if (isOwnImage(text, inventory))
    return unpinnable(inventory, path, `${text} stays: it is built here, so the release must write its digest`);
  return pinning(moving, inventory, path, ({ digest }) => edits(digest));
}

function digestInChart(template: string): boolean {
  return template.split('\n').some((line) => /^\s*image:.*digest/i.test(line));
}
