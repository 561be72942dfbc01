// The image is named by its digest.
import { readManifest } from '../inventory/manifests.ts';
import type { Container, Workload } from '../inventory/workloads.ts';
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
  look: ({ workloads }) => workloads.flatMap(({ containers }) => containers.filter((one) => !isPatched(one, workloads)).flatMap(judge)),
});

/** A patch gives the container another image: what stands here never runs. */
function isPatched({ name, workload: { manifest } }: Container, workloads: readonly Workload[]): boolean {
  if (manifest.patch) return false;
  const patches = workloads.filter((one) => one.manifest.patch && one.manifest.kind === manifest.kind && one.manifest.name === manifest.name);
  return patches.some(({ containers }) => containers.some((one) => one.name === name && readManifest(one.workload.manifest, [...one.keys, 'image']).state !== 'absent'));
}

function judge(container: Container): readonly Sight[] {
  const { workload, keys } = container;
  const { manifest } = workload;
  const image = readManifest(manifest, [...keys, 'image']);
  const of = nameOfContainer(container);
  if (image.state === 'absent') return manifest.patch ? [] : [sightAt(image, 'broken', `${of}: has no image`)];
  if (image.state === 'unknown') return [digestInChart(image.document.file.text) ? sightAt(image, 'kept', of) : sightAt(image, 'unknown', `${of}: its chart puts the image together; give it a digest (${image.why ?? ''})`)];
  const text = String(image.value);
  const changed = manifest.kustomization?.images.find(({ name }) => name === text.replace(/[:@][^/]*$/, ''));
  if (text.includes('@sha256:') || changed?.digest !== undefined) return [sightAt(image, 'kept', of)];
  if (changed?.tag !== undefined) return [sightAt(image, 'broken', `${of}: kustomize makes ${text} the tag ${changed.tag}; set its digest there`)];
  const [, tag] = /^[^/]*\/?.*?:([^/:]+)$/.exec(text.replace(/^[^/]*:\d+\//, '')) ?? [];
  return [sightAt(image, 'broken', `${of}: ${text} is named by ${tag === undefined ? 'neither a tag nor a digest' : 'a tag; add its digest'}`, tag === undefined || tag === 'latest' ? { severity: 'high' } : {})];
}

function digestInChart(template: string): boolean {
  return /^\s*image:.*@?.*digest/im.test(template);
}
