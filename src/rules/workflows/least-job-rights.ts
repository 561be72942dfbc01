import { defineRule, pages } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, workflows } from '../look/workflows.ts';

export const leastJobRights = defineRule({
  id: 'least-job-rights',
  title: 'No job has all rights',
  why: 'write-all gives every step of the job, including third-party actions, full write access to the repository.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Name the permissions that the job needs.',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory).flatMap(({ jobs }) =>
      jobs.map((job) =>
        sightAt(
          readJob(job, 'permissions'),
          fieldOf(job.value, 'permissions') === 'write-all' ? 'broken' : 'kept',
          about(job.name, 'has write-all'),
        ),
      ),
    ),
});
