// Base images are named by digest.
import { withoutTag } from '../../formats/image-reference.ts';
import { imageOf, withDefaults, type Dockerfile, type Stage } from '../../formats/dockerfile/dockerfile.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { writingOf } from '../look/base-images.ts';
import { movingImage, pinning, unpinnable } from '../edit/pinning.ts';

export const baseImageByDigest = defineRule({
  id: 'base-image-by-digest',
  title: 'Every base image is named by its digest',
  why: 'A tag can move: anyone who can push it changes the build, unnoticed.',
  group: 'Image',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'regular',
  advice:
    'Write image:tag@sha256:…; Dependabot or Renovate keeps it up to date. `harden --resolve-digests` asks the registries and writes it.',
  fix: 'manual',
  look: (inventory) =>
    inventory.dockerfiles.flatMap((file) => [
      ...imagesTakenFrom(file),
      ...file.stages
        .filter((stage) => stage.resolved !== 'scratch' && stage.under === undefined)
        .map((stage) => {
          const state = stage.resolved.includes('@sha256:')
            ? 'kept'
            : stage.resolved.includes('$')
              ? 'unknown'
              : 'broken';
          const message = `${imageOf(stage)} ${state === 'unknown' ? 'is only known when the image is built' : namedBy(stage.resolved)}`;
          return sightIn(
            file,
            stage.from.start,
            state,
            { message, what: withoutTag(imageOf(stage)) },
            state === 'broken' ? mending(file, stage, inventory) : {},
          );
        }),
    ]),
});

/** Images on which no stage is built, and from which files are copied or mounted. */
function imagesTakenFrom(file: Dockerfile): readonly Sight[] {
  const stages = new Set(file.stages.map(({ name }) => name?.toLowerCase()));
  return file.instructions.flatMap(({ keyword, rest, start }): readonly Sight[] => {
    if (!/^(COPY|ADD|RUN)$/.test(keyword)) return [];
    const words = rest.split(/\s+/);
    const parts =
      keyword === 'RUN'
        ? words.filter((word) => word.startsWith('--mount=')).flatMap((word) => word.split(','))
        : words;
    const from = keyword === 'RUN' ? /^(?:--mount=)?from=/ : /^--from=/;
    return parts.flatMap((part): readonly Sight[] => {
      const image = from.test(part) ? withDefaults(file, part.replace(from, '')) : '';
      if (image === '' || /^\d+$/.test(image) || stages.has(image.toLowerCase()) || image.includes('@sha256:'))
        return [];
      if (image.includes('$'))
        return [
          sightIn(file, start, 'unknown', { message: `${image} is only known when the image is built`, what: image }),
        ];
      return [sightIn(file, start, 'broken', { message: `${image} ${namedBy(image)}`, what: withoutTag(image) })];
    });
  });
}

function mending(file: Dockerfile, stage: Stage, inventory: Inventory): ReturnType<typeof pinning> {
  const writing = writingOf(file, stage, inventory.repository);
  const moving = movingImage(stage.resolved);
  if ('refused' in writing || moving === undefined)
    return unpinnable(
      inventory,
      file.path,
      `${stage.image} stays: ${'refused' in writing ? writing.refused : 'it is not the name of an image'}`,
    );
  return pinning(moving, inventory, file.path, ({ digest }) => [
    { start: writing.end, end: writing.end, text: `@${digest}` },
  ]);
}

function namedBy(image: string): string {
  return withoutTag(image) !== image ? 'is named by a tag' : 'is named by neither a tag nor a digest';
}
