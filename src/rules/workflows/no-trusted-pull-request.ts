import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { isForPullRequests, lineOfUse, strangersTrigger, takesStrangersCode } from '../look/strangers.ts';
import { lineOfKey, workflows, type Workflow } from '../look/workflows.ts';

export const noTrustedPullRequest = defineRule({
  id: 'no-trusted-pull-request',
  title: 'Code of strangers does not run with rights',
  why: 'pull_request_target, workflow_run and comments start a workflow with secrets and a write token, even for a stranger’s pull request. A build script in it is enough to take them.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice:
    'Build and test in a workflow on pull_request. Write comments or labels in another workflow that uses no content of the pull request.',
  fix: 'manual',
  look: (inventory) => workflows(inventory).flatMap(judge),
});

function judge(workflow: Workflow): readonly Sight[] {
  const trigger = strangersTrigger(workflow);
  if (trigger === undefined) return [sightAt(lineOfKey(workflow, 'on'), 'kept', '')];
  const taken = workflow.jobs.flatMap((job) => takesStrangersCode(job) ?? []);
  if (taken.length > 0)
    return taken.map(({ step, how }) =>
      sightAt(lineOfUse(step), 'broken', about(step.job.name, `${how}, with the rights that ${trigger} gives`, how)),
    );
  if (!isForPullRequests(trigger)) return [sightAt(lineOfKey(workflow, 'on'), 'kept', '')];
  const checksOut = workflow.jobs.some(({ steps }) => steps.some(({ uses }) => /^actions\/checkout@/i.test(uses)));
  return [
    sightAt(
      lineOfKey(workflow, 'on'),
      'broken',
      { what: trigger, message: `is triggered by ${trigger}${checksOut ? ' and checks the default branch out' : ''}` },
      { severity: 'low' },
    ),
  ];
}
