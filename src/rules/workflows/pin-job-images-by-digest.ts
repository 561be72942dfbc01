import { withoutTag } from '../../formats/image-reference.ts';
import { rewrite } from '../../formats/yaml/scalar.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { movingImage, pinning, unpinnable } from '../edit/pinning.ts';
import { pipelineImages, pipelineIncludes, type JobImage } from '../look/pipeline-images.ts';
import { readJob, workflows, type Job } from '../look/workflows.ts';

export const pinJobImagesByDigest = defineRule({
  id: 'pin-job-images-by-digest',
  title: 'Images of jobs and services are named by their digest',
  why: 'Every step of the job runs inside that image, with its token and secrets: anyone who moves the tag can run code there.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice:
    'Write image:tag@sha256:…; Renovate keeps it up to date. `harden --resolve-digests` asks the registries and writes it.',
  fix: 'manual',
  look: (inventory) => [
    ...workflows(inventory).flatMap(({ jobs }) => jobs.flatMap(imagesOf).map((one) => judge(one, inventory))),
    ...pipelineImages(inventory).map((one) => judge(one, inventory)),
    ...pipelineIncludes(inventory).map(({ include, reading }) =>
      sightAt(
        reading,
        'unknown',
        about('the pipeline', `the images of ${include} are not here: GitLab includes it`, include),
      ),
    ),
  ],
});

function imagesOf(job: Job): readonly JobImage[] {
  const own = fieldOf(job.value, 'container');
  const keys = typeof own === 'string' ? ['container'] : ['container', 'image'];
  const services = fieldOf(job.value, 'services');
  const names = typeof services === 'object' && services !== null ? Object.keys(services) : [];
  return [
    ...(own === undefined ? [] : [{ of: job.name, reading: readJob(job, ...keys) }]),
    ...names.map((name) => ({
      of: `service ${name} of ${job.name}`,
      reading: readJob(job, 'services', name, 'image'),
    })),
  ];
}

function judge({ of, reading }: JobImage, inventory: Inventory): Sight {
  const image = textOf(reading.value);
  const { node, document } = reading;
  const { path } = document.file;
  const name = withoutTag(image);
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return sightAt(reading, 'kept', of);
  if (image.includes('$') || image === '')
    return sightAt(reading, 'unknown', about(of, 'its image is only known at run time', image));
  const moving = movingImage(image);
  const mending =
    moving === undefined || node === undefined
      ? unpinnable(inventory, path, `${image} stays: it is not the name of an image`)
      : pinning(moving, inventory, path, ({ digest }) => rewrite(document, node, `${image}@${digest}`));
  const said = about(of, `${image} is named by ${namedBy(image)}`, name);
  // An image with the name of a commit has a tag that does not move.
  return sightAt(
    reading,
    'broken',
    said,
    /:(sha-)?[0-9a-f]{40}$/.test(image) ? { ...mending, severity: 'low' } : mending,
  );
}

function namedBy(image: string): string {
  return image.includes(':', image.lastIndexOf('/') + 1) ? 'a tag' : 'neither a tag nor a digest';
}
