// A job that hangs is stopped.
import { defineRule, pages } from '../rule.ts';
import { fieldOf, sightAt } from '../sight.ts';
import { readJob, workflows } from '../where/workflows.ts';

export const jobsTimeOut = defineRule({
  id: 'jobs-time-out',
  title: 'A job that hangs is stopped',
  why: 'A job may run for six hours, with its token and the minutes of your account, when somebody takes it over or a test hangs.',
  group: 'Workflows',
  severity: 'low',
  reference: pages.actions,
  advice: 'Set timeout-minutes.',
  kind: 'node',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory).flatMap(({ jobs }) =>
      jobs.filter(({ value }) => fieldOf(value, 'uses') === undefined).map((job) => sightAt(readJob(job, 'timeout-minutes'), fieldOf(job.value, 'timeout-minutes') === undefined ? 'broken' : 'kept', `job ${job.id} has no timeout-minutes`)),
    ),
});
