import { defineRule, pages, type Sight } from '../rule.ts';
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { isWrittenOut } from '../look/expressions.ts';
import { readJob, unknownUntilRun, workflows, type Job } from '../look/workflows.ts';

export const noSelfHostedPullRequests = defineRule({
  id: 'no-self-hosted-pull-requests',
  title: 'No pull request runs on a self-hosted runner',
  why: 'A self-hosted runner persists: code from a stranger’s pull request can wait there for the next job, and sees your network.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Run pull requests on GitHub’s runners, or on runners that live for one job.',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory)
      .filter(({ triggers }) => triggers.some((one) => /^(pull_request|issue_comment|workflow_run)/.test(one)))
      .flatMap(({ jobs }) => jobs.filter(({ value }) => fieldOf(value, 'uses') === undefined).map(judge)),
});

function judge(job: Job): Sight {
  const place = readJob(job, 'runs-on');
  const runsOn = fieldOf(job.value, 'runs-on');
  const text = JSON.stringify(runsOn ?? '');
  const matrix = text.includes('matrix.') ? JSON.stringify(fieldOf(job.value, 'strategy', 'matrix') ?? '') : '';
  const isOwn = /\bself-hosted\b/i.test(text + matrix) || fieldOf(runsOn, 'group') !== undefined;
  const condition = JSON.stringify(fieldOf(job.value, 'if') ?? '');
  const isLimited =
    /head\.repo\.(full_name|fork)|github\.event_name\s*(!=\s*'pull_request|==\s*'(push|schedule|release))/.test(
      condition,
    );
  if (isOwn && !isLimited)
    return sightAt(place, 'broken', about(job.name, 'runs code of a pull request on a self-hosted runner'));
  const isOpen = expressionsIn(text).some(({ code }) => !isKnown(code, matrix));
  return isOpen && !isLimited ? unknownUntilRun(place, job.name, 'runs-on') : sightAt(place, 'kept', job.name);
}

/** Whether the file has every value: in the expression, or in the matrix. */
function isKnown(code: string, matrix: string): boolean {
  return isWrittenOut(code) || (/^matrix\.[\w.-]+$/.test(code) && matrix !== '' && !matrix.includes('${{'));
}
