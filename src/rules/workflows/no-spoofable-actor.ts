import type { Reading } from '../../formats/yaml/read.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, readStep, workflows, type Job } from '../look/workflows.ts';

export const noSpoofableActor = defineRule({
  id: 'no-spoofable-actor',
  title: 'A condition about a bot checks who opened the pull request',
  why: 'github.actor is the user who caused the last event. If someone else updates or reopens the bot’s pull request, that user did not write all of the code.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice:
    "Compare github.event.pull_request.user.login with 'dependabot[bot]'; its commits are checked by dependabot/fetch-metadata.",
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory)
      .filter(({ triggers }) => triggers.some((one) => /^(pull_request|workflow_run|issue|push)/.test(one)))
      .flatMap(({ jobs }) => jobs.flatMap(judge)),
});

function judge(job: Job): readonly Sight[] {
  return [readJob(job, 'if'), ...job.steps.map((step) => readStep(step, 'if'))]
    .filter(({ state }) => state === 'present')
    .map((reading) => sightOf(job, reading));
}

/** `actor != bot` only excludes runs. */
const trusts =
  /github\.(triggering_)?actor\s*==\s*'[^']*(\[bot\]|-bot|bot)'|'[^']*\[bot\]'\s*==\s*github\.(triggering_)?actor|(?<!!\s?)\b(contains|endsWith|startsWith)\([^()]*(?:\([^()]*\)[^()]*)?github\.(triggering_)?actor\b/i;

function sightOf(job: Job, reading: Reading): Sight {
  const condition = textOf(reading.value).replaceAll(/\[\s*'([A-Za-z_]\w*)'\s*\]/g, '.$1');
  const isSpoofable = trusts.test(condition) && /bot|actor/i.test(condition);
  return sightAt(
    reading,
    isSpoofable ? 'broken' : 'kept',
    about(job.name, 'runs for a bot by github.actor, which is the user who caused the last event', 'actor'),
    { severity: mayHarm(job) ? 'high' : 'medium' },
  );
}

/** A job with rights, or one that merges by itself. */
function mayHarm({ workflow, value, steps }: Job): boolean {
  const text = JSON.stringify(value);
  return (
    workflow.triggers.some((one) => one === 'pull_request_target' || one === 'workflow_run') ||
    steps.some(({ run }) => /\bgh\s+pr\s+(merge|review)\b/.test(run)) ||
    /automerge|auto-merge|auto-approve/i.test(text)
  );
}
