// The token of a workflow has no rights unless a job asks for them.
import { commentStart, isRefusal, lineStart } from '../../formats/edit.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import type { Plain } from '../../formats/yaml/emit.ts';
import { read } from '../../formats/yaml/read.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import { sightAt } from '../sight.ts';
import { gitTokenUsers } from '../look/git-token.ts';
import { workflows, type Job, type Workflow } from '../look/workflows.ts';
import { permissionsInJobs } from '../edit/permissions-in-jobs.ts';

export const tokenWithoutRights = defineRule({
  id: 'token-without-rights',
  title: 'The token of a workflow has only the rights that a job requests',
  why: 'Without permissions every step, including third-party actions, may get a token that can write to the repository.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Write permissions: {} at the top, and the needed permissions in each job.',
  decision: 'Steps that write to the repository, its packages or its issues need that right in their job.',
  fix: 'ask',
  look: (inventory) => {
    const usesGitToken = gitTokenUsers(inventory.repository);
    return workflows(inventory).map((workflow) => judge(workflow, usesGitToken));
  },
});

function judge(workflow: Workflow, usesGitToken: (job: Job) => boolean): Sight {
  const { document } = workflow;
  const reading = read(document, ['permissions']);
  const each =
    workflow.jobs.length > 0 && workflow.jobs.every(({ value }) => fieldOf(value, 'permissions') !== undefined);
  if (reading.state === 'absent') {
    const quiet = workflow.jobs.every(
      (job) => fieldOf(job.value, 'permissions') !== undefined || (onlyReads(job.value) && !usesGitToken(job)),
    );
    return sightAt(reading, 'broken', 'the workflow sets no permissions', {
      severity: each ? 'low' : 'medium',
      fix: each || quiet ? 'safe' : 'ask',
      change: () => addPermissions(workflow, each),
    });
  }
  const written =
    reading.value === 'write-all'
      ? ['everything']
      : Object.entries({ ...(typeof reading.value === 'object' ? reading.value : {}) }).flatMap(([scope, right]) =>
          right === 'write' ? [scope] : [],
        );
  const change =
    reading.value === 'write-all'
      ? each
        ? () => setPermissions(workflow, {})
        : undefined
      : () => permissionsInJobs(workflow);
  return sightAt(
    reading,
    written.length > 0 ? 'broken' : 'kept',
    `every job may write ${written.join(', ')}`,
    change === undefined ? { fix: 'manual' } : { fix: 'safe', change },
  );
}

function setPermissions({ document, path }: Workflow, value: Plain): Change {
  const edits = setAt(document, ['permissions'], value);
  return isRefusal(edits) ? { path, refused: edits.refused } : { path, edits };
}

/** A job that checks out and runs commands, and passes its token to nothing. */
function onlyReads(job: unknown): boolean {
  const text = JSON.stringify(job) ?? '';
  const uses = [...text.matchAll(/"uses":"([^"@]+)@/g)].map((match) => match[1] ?? '');
  const known =
    /^(actions\/(checkout|cache|setup-[\w-]+|upload-artifact|download-artifact)|dtolnay\/rust-toolchain|actions-rs\/toolchain|actions-rust-lang\/setup-rust-toolchain|Swatinem\/rust-cache|taiki-e\/install-action|azure\/setup-helm|docker\/setup-(buildx|qemu)-action)$/;
  return (
    !/secrets\.GITHUB_TOKEN|github\.token|\bgh (pr|issue|release|api|run|workflow)\b|git push/.test(text) &&
    uses.every((one) => known.test(one)) &&
    uses.length > 0
  );
}

function addPermissions(workflow: Workflow, each: boolean): Change {
  const { document, path } = workflow;
  // A checkout needs `contents: read`.
  const change = setPermissions(workflow, each ? {} : { contents: 'read' });
  const [edit] = 'edits' in change ? change.edits : [];
  const source = document.file.text;
  const jobs = /^jobs\s*:/m.exec(source);
  if (edit === undefined || jobs === null) return change;
  // Above the jobs, where people look for it, and above their comments.
  const start = commentStart(source, jobs.index);
  const isApart = start === 0 || source.slice(lineStart(source, start - 1), start).trim() === '';
  return { path, edits: [{ start, end: start, text: `${edit.text.trim()}\n${isApart ? '\n' : ''}` }] };
}
