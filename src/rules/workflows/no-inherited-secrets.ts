import { defineRule, pages } from '../rule.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, workflows } from '../look/workflows.ts';

export const noInheritedSecrets = defineRule({
  id: 'no-inherited-secrets',
  title: 'A called workflow gets secrets by name',
  why: 'secrets: inherit passes every secret of the repository and its organisation, including future ones.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Name each secret that the called workflow takes: secrets: {TOKEN: ${{ secrets.TOKEN }}}.',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory).flatMap(({ jobs }) =>
      jobs.map((job) => {
        const called = textOf(fieldOf(job.value, 'uses'));
        const inherits = fieldOf(job.value, 'secrets') === 'inherit';
        return sightAt(
          readJob(job, 'secrets'),
          inherits ? 'broken' : 'kept',
          about(job.name, `passes every secret to ${called}`, called.split('@', 1)[0] ?? ''),
          called.startsWith('./') ? { severity: 'low' } : {},
        );
      }),
    ),
});
