import { defineRule, pages } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { lineOfKey, workflows } from '../look/workflows.ts';

export const noTrustedPullRequest = defineRule({
  id: 'no-trusted-pull-request',
  title: 'Code of strangers does not run with rights',
  why: 'pull_request_target and workflow_run run with secrets and a writing token on behalf of whoever opened the request.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  advice: 'Use pull_request; where a comment or label must be written, do it in a workflow that checks nothing out.',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory).map((workflow) => {
      const trigger = workflow.triggers.find((one) => one === 'pull_request_target' || one === 'workflow_run');
      const checksOut = workflow.jobs.some(({ steps }) => steps.some(({ uses }) => /^actions\/checkout@/.test(uses)));
      return sightAt(
        lineOfKey(workflow, 'on'),
        trigger === undefined ? 'kept' : 'broken',
        `is triggered by ${trigger ?? ''}${checksOut ? ' and checks code out' : ''}`,
        checksOut ? {} : { severity: 'low' },
      );
    }),
});
