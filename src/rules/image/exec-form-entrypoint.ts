import { defineRule, pages } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { finalStages, lastOf } from '../look/dockerfiles.ts';

export const execFormEntrypoint = defineRule({
  id: 'exec-form-entrypoint',
  title: 'The binary is started without a shell',
  why: 'With a shell in front, the controller never gets SIGTERM, and the image must contain a shell.',
  group: 'Image',
  severity: 'low',
  reference: pages.docker,
  profile: 'pedantic',
  advice: 'Write ENTRYPOINT ["/controller"].',
  fix: 'manual',
  look: (inventory) =>
    finalStages(inventory, (file, stage, inherited) => {
      const start = lastOf(inherited, 'ENTRYPOINT') ?? lastOf(inherited, 'CMD');
      // In an empty image only the command of a manifest can start, and it starts without a shell.
      if (start === undefined && inherited.at(-1)?.resolved === 'scratch') return [];
      if (start === undefined) return sightIn(file, stage.from.start, 'broken', 'the last stage has no ENTRYPOINT');
      return sightIn(
        file,
        start.start,
        start.rest.startsWith('[') ? 'kept' : 'broken',
        `${start.keyword} ${start.rest.slice(0, 60)} is run by a shell`,
      );
    }),
});
