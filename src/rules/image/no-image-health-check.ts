// The kubelet checks the health of a container, not the image.
import { insertLines } from '../../formats/edit.ts';
import { defineRule, pages } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { before, finalStages, lastOf } from '../look/dockerfiles.ts';
import { isPlainBase } from '../look/image-kinds.ts';

export const noImageHealthCheck = defineRule({
  id: 'no-image-health-check',
  title: 'The image leaves health checks to the kubelet',
  why: 'Kubernetes ignores HEALTHCHECK; its command only needs a shell and curl in the image. NONE shows that you decided against it.',
  group: 'Image',
  severity: 'low',
  reference: pages.docker,
  profile: 'pedantic',
  advice: 'Write HEALTHCHECK NONE.',
  decision: 'The base image holds a program of others, and may have a check that Docker Compose or Swarm waits for.',
  fix: 'safe',
  look: (inventory) =>
    finalStages(inventory, (file, stage, inherited) => {
      const check = lastOf(inherited, 'HEALTHCHECK');
      if (check !== undefined)
        return sightIn(
          file,
          check.start,
          /^NONE$/i.test(check.rest) ? 'kept' : 'broken',
          'HEALTHCHECK runs a command in the image',
          { fix: 'manual' },
        );
      const start = stage.instructions.find(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD');
      return sightIn(file, stage.from.start, 'broken', 'the last stage does not say HEALTHCHECK NONE', {
        fix: isPlainBase(inherited.at(-1)?.resolved ?? '') ? 'safe' : 'ask',
        change: () => ({ path: file.path, edits: [insertLines(file.text, before(file, start), 'HEALTHCHECK NONE')] }),
      });
    }),
});
