// Jobs of GitLab pipelines, in the form of workflow jobs: each command of a job is a step.
import type { YamlDocument } from '../../formats/yaml/file.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { everyStep, type Job, type Step, type Workflow } from './workflows.ts';

/** Every step that runs in CI, on GitHub or GitLab. */
export function everyCommand(inventory: Inventory): readonly Step[] {
  return [...everyStep(inventory), ...pipelineJobs(inventory).flatMap(({ steps }) => steps)];
}

/** The settings for all jobs count as one job, and so do hidden jobs, which others extend. */
export function pipelineJobs({ pipelines }: Inventory): readonly Job[] {
  return pipelines.flatMap(({ documents }) => documents).flatMap(jobsOf);
}

/** Keys of a pipeline that are not jobs: https://docs.gitlab.com/ci/yaml/#global-keywords */
const reserved = new Set(
  'spec stages workflow include variables image services cache before_script after_script'.split(' '),
);

function jobsOf(document: YamlDocument): readonly Job[] {
  const { value } = read(document, []);
  const pipeline: Workflow = { document, path: document.file.path, triggers: [], defaults: undefined, jobs: [] };
  const jobs = Object.entries({ ...(typeof value === 'object' ? value : {}) }).filter(
    ([id, job]) => !reserved.has(id) && typeof job === 'object' && job !== null && !Array.isArray(job),
  );
  return [
    jobAt(pipeline, '', 'the pipeline', [], value),
    ...jobs.map(([id, job]) =>
      jobAt(pipeline, id, id === 'default' ? 'the default of all jobs' : `job ${id}`, [id], job),
    ),
  ];
}

function jobAt(workflow: Workflow, id: string, name: string, keys: readonly Key[], value: unknown): Job {
  const steps: Step[] = [];
  const job: Job = { workflow, id, name, keys, value, steps };
  const commands = ['before_script', 'script', 'after_script'].flatMap((key) =>
    commandsIn(fieldOf(value, key), [...keys, key]),
  );
  for (const [index, { run, script }] of commands.entries())
    steps.push({ job, index, uses: '', run, value: run, script });
  return job;
}

/** A text, or a list of texts and of such lists. */
function commandsIn(
  value: unknown,
  script: readonly Key[],
): readonly { readonly run: string; readonly script: readonly Key[] }[] {
  if (typeof value === 'string') return [{ run: value, script }];
  return Array.isArray(value) ? value.flatMap((one: unknown, index) => commandsIn(one, [...script, index])) : [];
}
