// A stranger's comment starts no job that has secrets or rights.
import { defineRule, pages, type Sight } from '../rule.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, workflows, type Job } from '../look/workflows.ts';

export const commandsByMembers = defineRule({
  id: 'commands-by-members',
  title: 'Only members start a job with rights by a comment',
  why: 'Anyone can write a comment in a public repository. A job that waits for a word in one, such as /deploy, starts with your secrets for a stranger too.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice:
    'Add a condition on github.event.comment.author_association, or give the job an environment that a member approves.',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory).flatMap(({ triggers, jobs }) => {
      const waits = triggers.some((one) => COMMENTS.includes(one));
      return jobs.map((job): Sight => (waits ? judge(job) : sightAt(readJob(job), 'kept', job.name)));
    }),
});

const COMMENTS = ['issue_comment', 'discussion_comment', 'pull_request_review', 'pull_request_review_comment'];

function judge(job: Job): Sight {
  const text = JSON.stringify(job.value);
  const gained = gainOf(job, text);
  const isOpen = waitsForWord.test(text) && !isForEveryone.test(text) && !before(job).some(asksWhoWrote);
  return isOpen && gained !== undefined
    ? sightAt(readJob(job, 'if'), 'broken', about(job.name, `starts with ${gained} for the comment of anyone`, gained))
    : sightAt(readJob(job), 'kept', job.name);
}

const waitsForWord = /github\.event\.(?:comment|review)\.body/;

/** Whoever contributes signs the agreement by a comment. */
const isForEveryone = /(?:contributor-assistant|cla-assistant)\/github-action@/i;

/** The job, and those that it needs. */
function before(job: Job, seen = new Set<string>()): readonly Job[] {
  if (seen.has(job.id)) return [];
  seen.add(job.id);
  const needs = [fieldOf(job.value, 'needs') ?? []].flat();
  return [job, ...job.workflow.jobs.filter(({ id }) => needs.includes(id)).flatMap((one) => before(one, seen))];
}

/** What a stranger would start it with: `secrets.NAME` other than the token of the run, or rights to write. */
function gainOf({ value, workflow: { document } }: Job, text: string): string | undefined {
  if (/\bsecrets\s*(?:\.\s*(?!GITHUB_TOKEN\b|github_token\b)\w|\[)|"secrets":"inherit"/.test(text)) return 'secrets';
  const rights = fieldOf(value, 'permissions') ?? read(document, ['permissions']).value;
  const writes = (name: string): boolean => fieldOf(rights, name) === 'write';
  return rights === 'write-all' || RIGHTS.some(writes) ? 'rights to write' : undefined;
}

/** Rights to change more than comments and labels. */
const RIGHTS = ['actions', 'contents', 'deployments', 'id-token', 'packages', 'pages'];

/** Whether a job has a condition or a step about the author; an environment may need an approval. */
function asksWhoWrote({ value, steps }: Job): boolean {
  const text = JSON.stringify([fieldOf(value, 'if'), ...steps.map((step) => step.value)]);
  return fieldOf(value, 'environment') !== undefined || author.test(text);
}

const author =
  /author_association|github\.(?:triggering_)?actor\b|GITHUB_(?:TRIGGERING_)?ACTOR|(?:comment|review|issue|pull_request|event)\.(?:user|sender)|collaborators?\b|permission|slash-command|is-organization-member|team-member/i;
