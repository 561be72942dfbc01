// The image is named by its digest.
import { readManifest } from '../inventory/manifests.ts';
import type { Container } from '../inventory/workloads.ts';
import { defineRule, pages } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { nameOfContainer } from '../where/place.ts';
import type { Sight } from '../rule.ts';

export const imageByDigest = defineRule({
  id: 'image-by-digest',
  title: 'The image that runs is the image that was built',
  why: 'A tag can be moved to another image by whoever can push to the registry; a digest cannot.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.checklist,
  advice: 'Write the digest behind the tag, or let the release set images[].digest in the kustomization.',
  kind: 'node',
  fix: 'manual',
  look: ({ workloads }) => workloads.flatMap(({ containers }) => containers.flatMap(judge)),
});

function judge(container: Container): readonly Sight[] {
  const { workload, keys } = container;
  const { manifest } = workload;
  const image = readManifest(manifest, [...keys, 'image']);
  const of = nameOfContainer(container);
  if (image.state === 'absent') return manifest.patch ? [] : [sightAt(image, 'broken', `${of}: has no image`)];
  if (image.state === 'unknown') return [digestInChart(image.document.file.text) ? sightAt(image, 'kept', of) : sightAt(image, 'unknown', `${of}: its chart puts the image together; give it a digest (${image.why ?? ''})`)];
  const text = String(image.value);
  const pinned = text.includes('@sha256:') || pinnedByKustomize(text, manifest.kustomization?.images ?? []);
  return [sightAt(image, pinned ? 'kept' : 'broken', `${of}: ${text} is named by a tag; add its digest`, /:latest$|^[^:]*$/.test(text.replace(/^[^/]*\//, '')) ? { severity: 'high' } : {})];
}

function digestInChart(template: string): boolean {
  return /^\s*image:.*@?.*digest/im.test(template);
}

function pinnedByKustomize(image: string, images: readonly { readonly name: string; readonly digest: string | undefined }[]): boolean {
  const name = image.replace(/[:@][^/]*$/, '');
  return images.some((one) => one.name === name && one.digest !== undefined);
}
