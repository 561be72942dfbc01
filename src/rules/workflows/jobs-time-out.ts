import { isRefusal } from '../../formats/edit.ts';
import { addBelow } from '../../formats/yaml/edit.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, workflows, type Job } from '../look/workflows.ts';

/** A third of the limit of GitHub, and much longer than a usual job on a hosted runner without emulation. */
const minutes = 120;

export const jobsTimeOut = defineRule({
  id: 'jobs-time-out',
  title: 'A hanging job is stopped',
  why: 'If an attacker takes a job over or a test hangs, the job may run for six hours, with its token and the minutes of your account.',
  group: 'Workflows',
  severity: 'low',
  reference: pages.actions,
  profile: 'pedantic',
  advice: 'Set timeout-minutes to a little more than the job takes.',
  decision: `GitHub stops a job after ${minutes} minutes: check how long it takes.`,
  fix: 'safe',
  look: (inventory) =>
    workflows(inventory).flatMap(({ jobs }) =>
      jobs.filter(({ value }) => fieldOf(value, 'uses') === undefined).map(judge),
    ),
});

function judge(job: Job): Sight {
  const state = fieldOf(job.value, 'timeout-minutes') === undefined ? 'broken' : 'kept';
  const said = about(job.name, 'has no timeout-minutes');
  return sightAt(readJob(job, 'timeout-minutes'), state, said, {
    fix: mayTakeLong(job) ? 'ask' : 'safe',
    change: () => limit(job),
  });
}

/** Jobs on own machines, for other processors, or that wait for an approval. */
function mayTakeLong({ value }: Job): boolean {
  const hosted = /^(ubuntu|macos|windows)-/.test(textOf(fieldOf(value, 'runs-on')));
  return (
    !hosted ||
    fieldOf(value, 'environment') !== undefined ||
    /qemu|"platforms"|--platform|fuzz|benchmark|\be2e\b/i.test(JSON.stringify(value))
  );
}

function limit({ workflow, id }: Job): Change {
  const edits = addBelow(workflow.document, ['jobs', id], ['runs-on'], 'timeout-minutes', minutes);
  return isRefusal(edits) ? { path: workflow.path, refused: edits.refused } : { path: workflow.path, edits };
}
