// Workflows that strangers can start with rights, and the steps in them that take code of strangers.
import type { Job, Step, Workflow } from './workflows.ts';
import { readStep } from './workflows.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';

/**
 * Triggers whose runs have the secrets and the token of the repository, even if a stranger caused them:
 * https://docs.github.com/en/actions/reference/security/secure-use#mitigating-the-risks-of-untrusted-code-checkout.
 */
const withRights: readonly string[] = ['pull_request_target', 'workflow_run'];
const byComment: readonly string[] = [
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_comment',
  'fork',
  'watch',
];

/** The trigger with which strangers start a workflow with rights; the clearest comes first. */
export function strangersTrigger({ triggers }: Workflow): string | undefined {
  return [...withRights, ...byComment].find((one) => triggers.includes(one));
}

/** Whether a trigger is for unreviewed code; other triggers only matter if a step takes such code. */
export function isForPullRequests(trigger: string): boolean {
  return withRights.includes(trigger);
}

/** Steps that bring the work of a stranger into the job: a head of a pull request, or an artifact of its run. */
export function takesStrangersCode(job: Job): { readonly step: Step; readonly how: string } | undefined {
  for (const step of job.steps) {
    const how = howItTakes(step, job);
    if (how !== undefined) return { step, how };
  }
  return undefined;
}

const headOf =
  /github\.head_ref|\.head\.(sha|ref|label|repo)|head_sha|head_branch|head_repository|refs\/pull\/|pull_request\.(number|merge_commit_sha)|issue\.number|pull\/\$|event\.number/i;

function howItTakes(step: Step, job: Job): string | undefined {
  const given = JSON.stringify(fieldOf(step.value, 'with') ?? {});
  const around = JSON.stringify([fieldOf(step.value, 'env'), fieldOf(job.value, 'env')]);
  if (/^actions\/checkout@/i.test(step.uses)) {
    const ref = `${textOf(fieldOf(step.value, 'with', 'ref'))} ${textOf(fieldOf(step.value, 'with', 'repository'))}`;
    return headOf.test(ref) || /steps\.|needs\.|env\./.test(ref) ? 'checks out the head of a pull request' : undefined;
  }
  if (/\bgh\s+pr\s+checkout\b|\bhub\s+pr\s+checkout\b/.test(step.run)) return 'checks out a pull request';
  if (
    /\bgit\s+(fetch|pull|checkout|clone|switch|merge|worktree)\b/.test(step.run) &&
    headOf.test(`${step.run} ${around}`)
  )
    return 'fetches the head of a pull request';
  if (
    /^(dawidd6\/action-download-artifact|actions\/download-artifact)@/i.test(step.uses) &&
    /run.?id|workflow/i.test(given)
  )
    return 'takes an artifact of another run';
  if (/\bgh\s+run\s+download\b|downloadArtifact\b/.test(`${step.run} ${given}`))
    return 'takes an artifact of another run';
  return /^(xt0rted\/pull-request-comment-branch|alessbell\/pull-request-comment-branch|eficode\/resolve-pr-refs)@/i.test(
    step.uses,
  )
    ? 'asks for the head of a pull request'
    : undefined;
}

export function lineOfUse(step: Step): ReturnType<typeof readStep> {
  return step.uses === '' ? readStep(step, 'run') : readStep(step, 'uses');
}
