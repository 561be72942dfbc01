// Base images are named by digest.
import { imageOf, stageUnder } from '../../formats/dockerfile.ts';
import { defineRule, pages } from '../rule.ts';
import { sightIn } from '../sight.ts';

export const baseImageByDigest = defineRule({
  id: 'base-image-by-digest',
  title: 'Every base image is named by its digest',
  why: 'A tag moves: whoever can push to it changes what is built, unseen.',
  group: 'Image',
  severity: 'medium',
  reference: pages.scorecard,
  advice: 'Write image:tag@sha256:…; dependabot or renovate keeps it fresh.',
  kind: 'node',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      file.stages
        .filter((stage) => stage.resolved !== 'scratch' && stageUnder(file, stage) === undefined)
        .map((stage) => {
          const state = stage.resolved.includes('@sha256:') ? 'kept' : stage.resolved.includes('$') ? 'unknown' : 'broken';
          return sightIn(file, stage.from.start, state, `${imageOf(stage)} ${state === 'unknown' ? 'is only known when the image is built' : namedBy(stage.resolved)}`);
        }),
    ),
});

function namedBy(image: string): string {
  return /:[^/]*$/.test(image) ? 'is named by a tag' : 'is named by neither a tag nor a digest';
}
